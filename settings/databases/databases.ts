import {
    declarationOf,
    type DeclaredDatabase,
    type DeclaredRole,
    tablePrivileges,
} from "../../handlers/rotation/databases/declaration";
import { extensionSchema, groups, schemaName } from "../../handlers/shared/database/schema";
import { knownExtensions } from "../aws/extensions";
import { reservedWords } from "../aws/reservedWords";
import { databaseNameProblem } from "../databaseNames";
import { extensionProblem } from "../extensions";
import { didYouMean, nearest } from "../nearest";
import { repeated } from "../values";
import { fieldProblem } from "./fields";
import { ownRoles, undeclared } from "./roles";

/** What the check of a database depends on. */
export interface Surroundings {
    /** The program's own database. */
    readonly ownDatabase: string;
    readonly majorVersion: number;
    /** The stack's extensions whose libraries the server loads. */
    readonly loaded: readonly string[];
    readonly roles: readonly DeclaredRole[];
}

const mostDatabases = 20;

/** The problem of the form of the mapping of databases, a semicolon and the fix. */
export function databasesProblem(value: Readonly<Record<string, unknown>>): string | undefined {
    const entries = Object.entries(value);
    if (entries.length > mostDatabases) {
        return `has ${entries.length} databases, and one run makes ${mostDatabases} at most; remove some`;
    }
    return entries
        .map(
            ([name, fields]) =>
                fieldProblem(name, fields, {
                    owner: "text",
                    extensions: "texts",
                    schemas: "texts",
                    grants: "mappings",
                }) ?? grantFormProblem(name, fields),
        )
        .find((problem) => problem !== undefined);
}

function grantFormProblem(name: string, value: unknown): string | undefined {
    const grants: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "grants") : undefined;
    return (Array.isArray(grants) ? grants : [])
        .map(
            (grant: unknown, index) =>
                fieldProblem(`${name}: grants[${index}]`, grant, { to: "text", schema: "text", tables: "texts" }, [
                    "to",
                    "schema",
                    "tables",
                ]) ?? privilegeProblem(`${name}: grants[${index}]`, grant),
        )
        .find((problem) => problem !== undefined);
}

function privilegeProblem(where: string, grant: unknown): string | undefined {
    const tables: unknown = typeof grant === "object" && grant !== null ? Reflect.get(grant, "tables") : undefined;
    const names = Array.isArray(tables) ? tables.map(String) : [];
    const privileges: readonly string[] = tablePrivileges;
    const wrong = names.find((name) => !privileges.includes(name));
    if (names.length === 0) {
        return `${where}: tables: grants nothing; list some of ${privileges.join(", ")}`;
    }
    if (wrong === "all") {
        return `${where}: tables: all: would include later versions' privileges; list some of ${privileges.join(", ")}`;
    }
    return wrong === undefined
        ? undefined
        : `${where}: tables: ${wrong}: is not a privilege of a declaration; use some of ${privileges.join(", ")}${didYouMean(nearest(wrong, privileges))}`;
}

/** The declared databases. Call it for a mapping without a problem. */
export function declaredDatabases(value: Readonly<Record<string, unknown>>): readonly DeclaredDatabase[] {
    const databases = Object.entries(value).map(([name, fields]) => ({
        owner: groups.owner,
        ...(typeof fields === "object" ? fields : {}),
        name,
    }));
    return declarationOf({ databases }).databases;
}

/** The problem of a database's names, a semicolon and the fix. */
export function databaseProblem(database: DeclaredDatabase, surroundings: Surroundings): string | undefined {
    const { name, schemas } = database;
    const problem =
        databaseNameProblem(name) ??
        (name === surroundings.ownDatabase
            ? `is the program's own database; to read it, declare a role with memberOf ${groups.reader}`
            : undefined) ??
        ownerProblem(database, surroundings) ??
        first(database.extensions, (extension) => ownExtensionProblem(extension, database, surroundings)) ??
        first(schemas, (schema) => schemaProblem(schema, schemas)) ??
        grantsProblem(database, surroundings);
    return problem === undefined ? undefined : `${name}: ${problem}`;
}

function ownerProblem({ owner }: DeclaredDatabase, { roles }: Surroundings): string | undefined {
    const declared = roles.find(({ name }) => name === owner);
    if (owner === groups.owner || declared?.login === false) {
        return undefined;
    }
    return declared === undefined
        ? `owner: ${owner}: is not declared; declare it in databaseRoles, or remove it for ${groups.owner}`
        : `owner: ${owner}: is a login; declare a role without login, and make ${owner} its member`;
}

function ownExtensionProblem(
    extension: string,
    { extensions }: DeclaredDatabase,
    { majorVersion, loaded }: Surroundings,
): string | undefined {
    const { preloaded = false, schema } = knownExtensions.get(extension) ?? {};
    const problem =
        extensionProblem(extension, majorVersion) ??
        (repeated(extensions) === extension ? `has ${extension} twice; list each extension once` : undefined) ??
        (extension === "pg_cron" || extension === "aws_s3" || schema !== undefined
            ? `${extension} works in the program's own database only; list it in the stack's extensions`
            : undefined) ??
        (preloaded && !loaded.includes(extension)
            ? `${extension} needs its library; add it to the stack's extensions too`
            : undefined);
    return problem === undefined ? undefined : `extensions: ${problem}`;
}

function schemaProblem(schema: string, schemas: readonly string[]): string | undefined {
    if (!/^[a-z][a-z0-9_]{0,62}$/.test(schema)) {
        return `schemas: ${schema}: is not a valid schema name; use 1 to 63 lower-case letters, digits and _, first a letter`;
    }
    const isReserved =
        reservedWords.has(schema) ||
        schema.startsWith("pg_") ||
        ["public", "information_schema", "monitoring", extensionSchema, schemaName].includes(schema);
    if (isReserved) {
        return `schemas: ${schema}: is reserved by PostgreSQL or this program; choose another`;
    }
    return repeated(schemas) === schema ? `schemas: has ${schema} twice; list each schema once` : undefined;
}

function grantsProblem({ owner, schemas, grants }: DeclaredDatabase, { roles }: Surroundings): string | undefined {
    const twice = repeated(grants.map(({ to, schema }) => `${to} in ${schema}`));
    if (twice !== undefined) {
        return `grants: has two for ${twice}; join them`;
    }
    return first(grants, ({ to, schema }) => {
        if (to === owner) {
            return `grants: ${to}: owns the database and may do everything; remove the grant`;
        }
        if (!ownRoles.includes(to) && !roles.some(({ name }) => name === to)) {
            return `grants: ${undeclared(to, roles)}`;
        }
        return schemas.includes(schema)
            ? undefined
            : `grants: ${schema}: is not in schemas; add it${didYouMean(nearest(schema, schemas))}`;
    });
}

function first<T>(values: readonly T[], problem: (value: T) => string | undefined): string | undefined {
    return values.map(problem).find((found) => found !== undefined);
}
