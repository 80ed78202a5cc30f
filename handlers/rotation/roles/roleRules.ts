import { groups } from "../../shared/database/schema";
import type { LoginKind } from "../../shared/loginKinds";

/** The groups' privileges on the schema's objects. The owner has all privileges. */
export const objectPrivileges = [
    { kind: "TABLE", privileges: "SELECT", group: groups.reader },
    { kind: "TABLE", privileges: "SELECT, INSERT, UPDATE, DELETE", group: groups.writer },
    { kind: "SEQUENCE", privileges: "SELECT", group: groups.reader },
    { kind: "SEQUENCE", privileges: "SELECT, USAGE", group: groups.writer },
] as const;

/** The group of each kind of login, and the limits of its sessions. A login does not inherit a group's settings. */
export const loginRules: Readonly<Record<LoginKind, LoginRule>> = {
    migration: {
        group: groups.owner,
        statementTimeout: "15min",
        idleInTransactionTimeout: "60s",
        actsAs: groups.owner,
    },
    application: { group: groups.writer, statementTimeout: "30s", idleInTransactionTimeout: "30s" },
    reader: { group: groups.reader, statementTimeout: "60s", idleInTransactionTimeout: "60s" },
};

/** How long any login waits for a lock. */
export const lockTimeout = "5s";

interface LoginRule {
    readonly group: string;
    readonly statementTimeout: string;
    readonly idleInTransactionTimeout: string;
    /** The role that its sessions start with, so that this role owns the objects they create. The logins rotate. */
    readonly actsAs?: string;
}
