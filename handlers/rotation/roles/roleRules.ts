import { groups } from "../../shared/database/schema";
import type { LoginKind } from "../../shared/loginKinds";

/** What the groups may do with what is in the schema. The owner may do everything. */
export const objectPrivileges = [
    { kind: "TABLE", privileges: "SELECT", group: groups.reader },
    { kind: "TABLE", privileges: "SELECT, INSERT, UPDATE, DELETE", group: groups.writer },
    { kind: "SEQUENCE", privileges: "SELECT", group: groups.reader },
    { kind: "SEQUENCE", privileges: "SELECT, USAGE", group: groups.writer },
] as const;

/** What a login of each kind is a member of, and its session's limits: a login does not inherit those of a group. */
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
    /** The role that its sessions begin with, so that what they make is not the login's, which rotates. */
    readonly actsAs?: string;
}
