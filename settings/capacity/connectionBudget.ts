import type { CredentialsSettings } from "../functionSettings";

/** How many connections each of a secret's two logins may have. */
export type ConnectionLimits = CredentialsSettings["connectionLimits"];

/**
 * How many connections all logins may have together. Both logins of a secret count in full: after a rotation the
 * connections of the former login live on while new ones use the other.
 */
export function loginConnections({ application, reader, migration }: ConnectionLimits): number {
    return loginsPerSecret * (application + reader + migration);
}

/**
 * Connections of an instance that are not for the logins: 3 that PostgreSQL keeps for superusers, 2 that RDS keeps
 * for its own, 8 for RDS's sessions (health checks, monitoring, Performance Insights) and 2 for the master, who makes
 * the roles at each rotation.
 */
export const reservedConnections = 15;

/**
 * How many connections one running access function may hold with each secret: with the reader's one to the writer's
 * endpoint and one to the readers', which are the same instance where there is only one.
 */
export const connectionsPerInvocation: Readonly<ConnectionLimits> = { application: 1, reader: 2, migration: 1 };

/**
 * How many of a login's connections the access function leaves free: what runs on after its time is ended from a new one.
 * Migrations are the platform's own, and end.
 */
export const connectionsLeftFree: Readonly<ConnectionLimits> = { application: 1, reader: 1, migration: 0 };

const loginsPerSecret = 2;
