/** A registered parameter that is not applied on this machine. */
export interface UnappliedSetting {
    readonly name: string;
    readonly value: string;
    /** The reason as a clause, such as `Aurora's own`. */
    readonly reason: string;
}

/** The registered parameters, divided into those that this PostgreSQL applies and those that it does not. */
export interface SortedSettings {
    readonly applied: Readonly<Record<string, string>>;
    readonly unapplied: readonly UnappliedSetting[];
}

/** The settings and libraries of the local PostgreSQL. */
export interface ServerCapabilities {
    /** Names of the settings that it supports, from `postgres --describe-config`. */
    readonly settings: ReadonlySet<string>;
    /** Names of the libraries that it can load. */
    readonly libraries: ReadonlySet<string>;
    /** Names of the settings that the local server sets itself. */
    readonly reserved: ReadonlySet<string>;
}

const preload = "shared_preload_libraries";

/**
 * Divides the registered parameters. This is necessary because the server does not start with an unknown name without a
 * dot.
 */
export function sortSettings(
    registered: Readonly<Record<string, string>>,
    capabilities: ServerCapabilities,
): SortedSettings {
    const wanted = splitList(registered[preload] ?? "");
    const loaded = wanted.filter((library) => capabilities.libraries.has(library));
    const applied: Record<string, string> = {};
    const unapplied: UnappliedSetting[] = [];
    for (const [name, value] of Object.entries(registered)) {
        if (name === preload) continue;
        const reason = whyUnapplied(name, value, capabilities, loaded);
        if (reason === undefined) applied[name] = value;
        else unapplied.push({ name, value, reason });
    }
    if (loaded.length > 0) applied[preload] = loaded.join(",");
    for (const library of wanted.filter((name) => !loaded.includes(name))) {
        unapplied.push({ name: preload, value: library, reason: "this PostgreSQL does not have the library" });
    }
    return { applied, unapplied };
}

/** The names in the output of `postgres --describe-config`, which are its first tab-separated column. */
export function parseDescribedSettings(output: string): ReadonlySet<string> {
    const names = output.split("\n").map((line) => line.split("\t", 1)[0] ?? "");
    return new Set(names.filter((name) => name !== ""));
}

/** Lines for `postgresql.conf`, one for each setting. */
export function settingLines(settings: Readonly<Record<string, string>>): string {
    return Object.entries(settings)
        .map(([name, value]) => `${name} = '${escapeSetting(value)}'\n`)
        .join("");
}

function whyUnapplied(
    name: string,
    value: string,
    capabilities: ServerCapabilities,
    loaded: readonly string[],
): string | undefined {
    if (name === "rds.force_ssl") return "Aurora's own; here, the server's access rules enforce TLS";
    if (name.startsWith("rds.") || name.startsWith("apg_") || name.startsWith("aurora")) return "Aurora's own";
    if (value.includes("{")) return "a formula over the instance's memory, which does not apply here";
    if (capabilities.reserved.has(name)) return "decided by the local server";
    const [prefix = "", ...rest] = name.split(".");
    // A library's settings are validated once it is loaded. Until then, PostgreSQL accepts any name with a dot.
    if (rest.length > 0) return loaded.includes(prefix) ? undefined : `the library ${prefix} is not loaded`;
    return capabilities.settings.has(name) ? undefined : "this PostgreSQL does not know it";
}

function splitList(value: string): string[] {
    return value
        .split(",")
        .map((item) => item.trim())
        .filter((item) => item !== "");
}

/** In a quoted value, PostgreSQL reads a doubled quote as one quote and a backslash as the start of a C escape. */
function escapeSetting(value: string): string {
    return value.replaceAll("\\", "\\\\").replaceAll("'", "''").replaceAll("\n", "\\n");
}
