/** A registered parameter that does not hold on this machine. */
export interface UnappliedSetting {
    readonly name: string;
    readonly value: string;
    /** A clause that tells why, such as `Aurora's own`. */
    readonly reason: string;
}

/** The registered parameters, sorted into what this PostgreSQL takes and what it does not. */
export interface SortedSettings {
    readonly applied: Readonly<Record<string, string>>;
    readonly unapplied: readonly UnappliedSetting[];
}

/** What the PostgreSQL at hand can do. */
export interface ServerCapabilities {
    /** Names of the settings that it knows, from `postgres --describe-config`. */
    readonly settings: ReadonlySet<string>;
    /** Names of the libraries that it can load. */
    readonly libraries: ReadonlySet<string>;
    /** Names of the settings that the local server decides itself. */
    readonly reserved: ReadonlySet<string>;
}

const preload = "shared_preload_libraries";

/** Sorts the registered parameters. One unknown name without a dot would keep the server from starting. */
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

/** The names in the output of `postgres --describe-config`: the first of its columns, which tabs divide. */
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
    if (name === "rds.force_ssl") return "Aurora's own; kept here by the server's access rules";
    if (name.startsWith("rds.") || name.startsWith("apg_") || name.startsWith("aurora")) return "Aurora's own";
    if (value.includes("{")) return "a formula over the instance's memory, which there is none of here";
    if (capabilities.reserved.has(name)) return "decided by the local server";
    const [prefix = "", ...rest] = name.split(".");
    // A library's settings are known once it is loaded; before that any dotted name is taken in silence.
    if (rest.length > 0) return loaded.includes(prefix) ? undefined : `the library ${prefix} is not loaded`;
    return capabilities.settings.has(name) ? undefined : "this PostgreSQL does not know it";
}

function splitList(value: string): string[] {
    return value
        .split(",")
        .map((item) => item.trim())
        .filter((item) => item !== "");
}

/** Within quotes the file's reader takes a doubled quote for one, and C's escapes after a backslash. */
function escapeSetting(value: string): string {
    return value.replaceAll("\\", "\\\\").replaceAll("'", "''").replaceAll("\n", "\\n");
}
