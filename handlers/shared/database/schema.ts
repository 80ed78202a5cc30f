/** The schema of the platform's tables. Released migrations contain the name, so it never changes. */
export const schemaName = "experimentation";

/** The group roles that hold the privileges. They cannot log in. */
export const groups = {
    owner: "experimentation_owner",
    writer: "experimentation_writer",
    reader: "experimentation_reader",
} as const;
