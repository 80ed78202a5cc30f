import type { Extension } from "../extensions";

/** The schema of the platform's tables. Released migrations contain the name, so it never changes. */
export const schemaName = "experimentation";

/**
 * The schema of the extensions' types, functions and operators. It belongs to the master: the script of an extension
 * runs with the schema in its search path, so no other role may create objects there.
 */
export const extensionSchema = "extensions";

/** The search path of the logins. */
export function searchPath(extensions: readonly Extension[]): string {
    return extensions.length === 0 ? schemaName : `${schemaName}, ${extensionSchema}`;
}

/** The group roles that hold the privileges. They cannot log in. */
export const groups = {
    owner: "experimentation_owner",
    writer: "experimentation_writer",
    reader: "experimentation_reader",
} as const;
