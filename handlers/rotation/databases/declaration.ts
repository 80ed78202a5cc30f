/** The file with the declaration, beside the function's code: Lambda limits its variables to 4 KB together. */
export const declarationFile = "declared-databases.json";

/** The privileges on tables that a grant can have. */
export const tablePrivileges = ["select", "insert", "update", "delete"] as const;

/** One of {@link tablePrivileges}. */
export type TablePrivilege = (typeof tablePrivileges)[number];

/** A role of the server, besides the program's own. */
export interface DeclaredRole {
    readonly name: string;
    /** Whether it can log in. It has no password: RDS accepts a token of IAM from members of `rds_iam`. */
    readonly login: boolean;
    /** Concurrent connections of a login; -1 of a role that cannot log in. */
    readonly connectionLimit: number;
    /** The roles that it is a member of, `rds_iam` too. */
    readonly memberOf: readonly string[];
}

/** The privileges of a role in one schema: to connect, to use the schema, and these on all tables of the owner. */
export interface DeclaredGrant {
    readonly to: string;
    readonly schema: string;
    /** Of the tables that exist and of those that the owner creates later. `insert` includes the use of sequences. */
    readonly tables: readonly TablePrivilege[];
}

/** A database of the server, besides the program's own. */
export interface DeclaredDatabase {
    readonly name: string;
    /** The role that owns the database, its schemas and their tables. */
    readonly owner: string;
    readonly extensions: readonly string[];
    readonly schemas: readonly string[];
    readonly grants: readonly DeclaredGrant[];
}

/** The databases and roles that the server is to have. */
export interface Declaration {
    readonly roles: readonly DeclaredRole[];
    readonly databases: readonly DeclaredDatabase[];
}

/** Takes what a declaration has from a value of any form. Ignores the rest. */
export function declarationOf(value: unknown): Declaration {
    return {
        roles: list(value, "roles").map((role) => ({
            name: text(role, "name"),
            login: field(role, "login") === true,
            connectionLimit: Number(field(role, "connectionLimit")),
            memberOf: texts(role, "memberOf"),
        })),
        databases: list(value, "databases").map((database) => ({
            name: text(database, "name"),
            owner: text(database, "owner"),
            extensions: texts(database, "extensions"),
            schemas: texts(database, "schemas"),
            grants: grantsOf(database),
        })),
    };
}

/** The grants in a declaration or in a record. */
export function grantsOf(value: unknown): readonly DeclaredGrant[] {
    return list(value, "grants").map((grant) => ({
        to: text(grant, "to"),
        schema: text(grant, "schema"),
        tables: tablePrivileges.filter((privilege) => texts(grant, "tables").includes(privilege)),
    }));
}

function field(value: unknown, name: string): unknown {
    return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function list(value: unknown, name: string): readonly unknown[] {
    const found = field(value, name);
    return Array.isArray(found) ? found : [];
}

function text(value: unknown, name: string): string {
    return String(field(value, name));
}

/** The texts of a list. */
export function texts(value: unknown, name: string): readonly string[] {
    return list(value, name).map(String);
}
