import { extensionSchema } from "../../shared/database/schema";
import { quoted } from "../roles/statements";
import type { DeclaredDatabase } from "./declaration";
import { comment, type Plan, refusal } from "./plan";
import { expand, type Privilege, privilegeStatements, privilegeTexts, type Relation, without } from "./privileges";
import { recordedGrants, recordText } from "./record";

/** What a database has. */
export interface DatabaseState {
    readonly owner: string;
    readonly comment: string | null;
    readonly extensions: readonly string[];
    /** The schemas except PostgreSQL's own and `public`. */
    readonly schemas: readonly { readonly name: string; readonly owner: string }[];
    /** The relations of these schemas, except those of extensions. */
    readonly relations: readonly Relation[];
    /** Those of everybody have an empty role. Those of an object's owner are left out. */
    readonly privileges: readonly Privilege[];
}

/** A new database: everybody may connect and create temporary tables. */
export function newDatabase({ name, owner }: DeclaredDatabase): DatabaseState {
    const privileges = ["CONNECT", "TEMPORARY"].map((privilege): Privilege => ({
        kind: "DATABASE",
        object: name,
        role: "",
        privilege,
    }));
    return { owner, comment: null, extensions: [], schemas: [], relations: [], privileges };
}

/** The statement that creates a database, from the template to which nobody connects. It cannot run in a transaction. */
export function creation({ name, owner }: DeclaredDatabase): string {
    return `CREATE DATABASE ${quoted(name)} OWNER ${quoted(owner)} TEMPLATE template0`;
}

/**
 * Plans the extensions, schemas and privileges of a database. Drops nothing. Revokes only what an earlier plan granted,
 * and once, of a new database, what PostgreSQL grants everybody.
 *
 * @throws `permissionDenied` if the database or a declared schema belongs to another role.
 */
export function planDatabase(database: DeclaredDatabase, state: DatabaseState): Plan {
    const { name, owner, extensions, schemas, grants } = database;
    requireOwner(`Database ${name}`, `ALTER DATABASE ${quoted(name)}`, owner, state.owner);
    for (const schema of state.schemas.filter((each) => schemas.includes(each.name))) {
        const statement = `ALTER SCHEMA ${quoted(schema.name)}`;
        requireOwner(`Schema ${schema.name} of database ${name}`, statement, owner, schema.owner);
    }
    const record = recordedGrants(state.comment);
    const wanted = expand(database, grants, state.relations);
    const granted = expand(database, record ?? [], state.relations);
    const present = state.privileges;
    const excess = without(granted, wanted);
    const missingExtensions = extensions.filter((extension) => !state.extensions.includes(extension));
    const hasSchema = (schema: string) => state.schemas.some((each) => each.name === schema);
    const text = recordText({ grants });
    const isNew = record === undefined && present.some(({ kind, role }) => kind === "DATABASE" && role === "");
    return {
        statements: [
            ...(isNew ? [`REVOKE ALL ON DATABASE ${quoted(name)} FROM PUBLIC`] : []),
            ...(missingExtensions.length > 0 && !hasSchema(extensionSchema)
                ? [`CREATE SCHEMA ${quoted(extensionSchema)}`]
                : []),
            ...missingExtensions.map(
                (extension) => `CREATE EXTENSION ${quoted(extension)} SCHEMA ${quoted(extensionSchema)} CASCADE`,
            ),
            ...schemas
                .filter((schema) => !hasSchema(schema))
                .map((schema) => `CREATE SCHEMA ${quoted(schema)} AUTHORIZATION ${quoted(owner)}`),
            ...privilegeStatements("GRANT", owner, without(wanted, present)),
            ...privilegeStatements("REVOKE", owner, without(excess, without(excess, present))),
            ...(state.comment === text ? [] : [comment("DATABASE", name, text)]),
        ],
        unmanaged: unmanaged(database, state, without(without(present, wanted), granted), isNew),
    };
}

function unmanaged(
    { name, owner, schemas }: DeclaredDatabase,
    state: DatabaseState,
    foreign: readonly Privilege[],
    isNew: boolean,
): string[] {
    const undeclared = state.schemas.filter((each) => ![...schemas, extensionSchema].includes(each.name));
    const others = state.relations.filter((each) => schemas.includes(each.schema) && each.owner !== owner);
    const names = new Set(state.relations.filter((each) => schemas.includes(each.schema)).map(({ object }) => object));
    const isDeclared = ({ kind, object }: Privilege) =>
        kind === "DATABASE" ? !isNew : names.has(object) || schemas.includes(object);
    return [
        ...undeclared.map((schema) => `schema ${schema.name} is not declared`),
        ...others.map((each) => `${each.object} belongs to ${each.owner}: the grants leave it out`),
        ...privilegeTexts(foreign.filter(isDeclared)),
    ].map((text) => `${name}: ${text}`);
}

function requireOwner(what: string, statement: string, owner: string, actual: string): void {
    if (actual !== owner) {
        throw refusal(
            "permissionDenied",
            `${what} belongs to ${actual}, and is declared to belong to ${owner}`,
            `Run ${statement} OWNER TO ${quoted(owner)} as its owner, or declare another`,
        );
    }
}
