import type { AuroraPlatformArgs } from "../../components/aurora/platformArgs";
import { accessLogins, type LoginKind, loginKinds } from "../../handlers/shared/loginKinds";
import type { Configuration } from "../configReader";
import { declaredConnections } from "../databases/readDeclaration";
import type { Settings } from "../settings";
import { sizeKeys, smallestInstance } from "./instances";

type ConnectionLimits = AuroraPlatformArgs["connectionLimits"];

/**
 * The connection limits of all logins together. Both logins of a secret count in full, because after a rotation the
 * connections of the previous login stay open while new connections use the other one.
 */
export function totalConnections({ application, reader, migration }: ConnectionLimits): number {
    return loginsPerSecret * (application + reader + migration);
}

const loginsPerSecret = 2;

/**
 * Connections of an instance that the logins cannot have: 3 that PostgreSQL reserves for superusers, 2 that RDS
 * reserves, 8 for RDS's own sessions (health checks, monitoring, Performance Insights) and 2 for the master user, who
 * creates the roles at each rotation.
 */
const reservedConnections = 15;

/**
 * Connections that one running access function may have with each secret. The reader's are one to the writer's endpoint
 * and one to the readers' endpoint, which are the same instance if there is only one.
 */
const connectionsPerInvocation: ConnectionLimits = { application: 1, reader: 2, migration: 1 };

/**
 * Connections of each login that the access function leaves free. A new connection cancels a statement that runs on
 * after the function's deadline. Migrations are short and need none.
 */
const connectionsLeftFree: ConnectionLimits = { application: 1, reader: 1, migration: 0 };

const limitKey = (kind: LoginKind) => `${kind}ConnectionLimit`;

/**
 * Requires that the connections of all logins fit each instance, because any instance can become the writer. If the
 * access function has reserved concurrency, its connections must also fit the logins' limits. Without a reservation,
 * only these limits restrict it.
 */
export function requireConnectionBudget(config: Configuration, { database, access }: Settings): void {
    const { instance: smallest, key } = smallestInstance(config, database, "maxConnections");
    const available = Math.max(smallest.maxConnections - reservedConnections, 0);
    const declared = declaredConnections(database.declaration);
    const parts = declared === 0 ? "two logins each" : `two logins each, and ${declared} in databaseRoles`;
    const lowered = [...loginKinds.map(limitKey), ...(declared === 0 ? [] : ["connectionLimit in databaseRoles"])];
    config.require(
        key,
        database.totalConnections <= available,
        `has room for ${available} connections of logins, which may have ${database.totalConnections} (${parts}); ` +
            `choose a larger ${key} or lower ${lowered.join(", ")}`,
        ...sizeKeys,
    );
    if (access.reservedConcurrency === undefined) {
        return;
    }
    for (const kind of accessLogins(access.mode)) {
        const needed = access.reservedConcurrency * connectionsPerInvocation[kind] + connectionsLeftFree[kind];
        config.require(
            limitKey(kind),
            needed <= database.connectionLimits[kind],
            `${access.reservedConcurrency} access functions at once (accessReservedConcurrency) may need ${needed}; ` +
                `set it to ${needed} or more, or reserve less`,
            "accessReservedConcurrency",
            "accessMode",
        );
    }
}
