import type { EnvironmentVariables } from "./environment";

/** An extension that the database is to have. */
export interface Extension {
    /** As `CREATE EXTENSION` takes it. */
    readonly name: string;
    /** The schema for its objects. An extension whose control file names a schema of its own ignores it. */
    readonly schema: string;
    /** Whether `shared_preload_libraries` has to contain its library, which has the same name. A restart loads it. */
    readonly preloaded: boolean;
}

/** The extensions as an environment variable: Lambda limits a function's variables to 4 KB together. */
export function extensionsText(extensions: readonly Extension[]): string {
    return extensions.map(({ name, schema, preloaded }) => `${name}:${schema}${preloaded ? ":preloaded" : ""}`).join();
}

/** Reads the variable `EXTENSIONS`, which only a stack with extensions has. */
export function readExtensions({ EXTENSIONS: text = "" }: EnvironmentVariables): readonly Extension[] {
    return text
        .split(",")
        .filter((entry) => entry !== "")
        .map((entry) => {
            const [name = "", schema = "", preloaded] = entry.split(":");
            return { name, schema, preloaded: preloaded !== undefined };
        });
}
