import { extensionSchema } from "../../shared/database/schema";
import { quoted } from "../roles/statements";
import type { DeclaredDatabase, DeclaredGrant } from "./declaration";

/** A privilege of a role on an object. Two of them are the same if all texts are. */
export interface Privilege {
    /** `TABLES` and `SEQUENCES`: of those that the owner creates later in a schema. */
    readonly kind: "DATABASE" | "SCHEMA" | "TABLE" | "SEQUENCE" | "TABLES" | "SEQUENCES";
    /** The name; of a relation, with its schema, as an SQL identifier; of `TABLES` and `SEQUENCES`, the schema. */
    readonly object: string;
    /** Empty for everybody. */
    readonly role: string;
    /** For instance `SELECT`. */
    readonly privilege: string;
}

/** A table, a view or a sequence. */
export interface Relation {
    readonly kind: "TABLE" | "SEQUENCE";
    /** With its schema, as an SQL identifier. */
    readonly object: string;
    readonly schema: string;
    readonly owner: string;
}

/** Everything that grants mean, for the relations that exist. */
export function expand(
    { name, owner, extensions }: DeclaredDatabase,
    grants: readonly DeclaredGrant[],
    relations: readonly Relation[],
): readonly Privilege[] {
    const roles = [...new Set(grants.map(({ to }) => to))];
    const database = roles.map((role): Privilege => ({
        kind: "DATABASE",
        object: name,
        role,
        privilege: "CONNECT",
    }));
    const users = extensions.length > 0 ? [...new Set([owner, ...roles])] : [];
    const ofExtensions = users.map((role): Privilege => ({
        kind: "SCHEMA",
        object: extensionSchema,
        role,
        privilege: "USAGE",
    }));
    return unique([
        ...database,
        ...ofExtensions,
        ...grants.flatMap((grant) =>
            ofGrant(
                grant,
                relations.filter((relation) => relation.schema === grant.schema && relation.owner === owner),
            ),
        ),
    ]);
}

function ofGrant({ to: role, schema, tables }: DeclaredGrant, relations: readonly Relation[]): Privilege[] {
    const object = schema;
    const sequences = tables.includes("insert") ? ["USAGE"] : [];
    const onTables = tables.map((privilege) => privilege.toUpperCase());
    return [
        { kind: "SCHEMA", object, role, privilege: "USAGE" },
        ...onTables.map((privilege): Privilege => ({ kind: "TABLES", object, role, privilege })),
        ...sequences.map((privilege): Privilege => ({ kind: "SEQUENCES", object, role, privilege })),
        ...relations.flatMap((relation) =>
            (relation.kind === "TABLE" ? onTables : sequences).map((privilege): Privilege => ({
                kind: relation.kind,
                object: relation.object,
                role,
                privilege,
            })),
        ),
    ];
}

/** The privileges that the second list does not have. */
export function without(privileges: readonly Privilege[], others: readonly Privilege[]): readonly Privilege[] {
    const known = new Set(others.map(keyOf));
    return privileges.filter((privilege) => !known.has(keyOf(privilege)));
}

function unique(privileges: readonly Privilege[]): readonly Privilege[] {
    return [...new Map(privileges.map((privilege) => [keyOf(privilege), privilege])).values()];
}

function keyOf({ kind, object, role, privilege }: Privilege): string {
    return JSON.stringify([kind, object, role, privilege]);
}

/** Several privileges of one role, on several objects of one kind. */
interface Combination extends Pick<Privilege, "kind" | "role"> {
    readonly objects: readonly string[];
    readonly privileges: readonly string[];
}

/** Joins the privileges of each object, then the objects with the same privileges. */
function combine(privileges: readonly Privilege[]): readonly Combination[] {
    const byObject = new Map<string, Combination>();
    for (const { kind, role, object, privilege } of privileges) {
        const key = JSON.stringify([kind, role, object]);
        const known = byObject.get(key)?.privileges ?? [];
        byObject.set(key, { kind, role, objects: [object], privileges: [...known, privilege] });
    }
    const joined = new Map<string, Combination>();
    for (const each of byObject.values()) {
        const key = JSON.stringify([each.kind, each.role, each.privileges]);
        joined.set(key, { ...each, objects: [...(joined.get(key)?.objects ?? []), ...each.objects] });
    }
    return [...joined.values()];
}

/** The statements that grant or revoke privileges. */
export function privilegeStatements(
    verb: "GRANT" | "REVOKE",
    owner: string,
    privileges: readonly Privilege[],
): readonly string[] {
    return combine(privileges).map(({ kind, role, objects, privileges: names }) => {
        const isRelation = kind === "TABLE" || kind === "SEQUENCE";
        const list = objects.map((object) => (isRelation ? object : quoted(object))).join(", ");
        const isDefault = kind === "TABLES" || kind === "SEQUENCES";
        const start = isDefault ? `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoted(owner)} IN SCHEMA ${list} ` : "";
        const target = `${names.join(", ")} ON ${isDefault ? kind : `${kind} ${list}`}`;
        return `${start}${verb} ${target} ${verb === "GRANT" ? "TO" : "FROM"} ${quoted(role)}`;
    });
}

/** Sentences about privileges that no declaration has. */
export function privilegeTexts(privileges: readonly Privilege[]): readonly string[] {
    return combine(privileges).map(({ kind, role, objects, privileges: names }) => {
        const what = kind === "TABLES" || kind === "SEQUENCES" ? `future ${kind.toLowerCase()} of` : kind.toLowerCase();
        return `${role === "" ? "everybody" : role} has ${names.join(", ")} on ${what} ${objects.join(", ")}, which is not declared`;
    });
}
