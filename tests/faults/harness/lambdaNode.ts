import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

/** A version of the functions' registered major. Its binary comes from npm, like all other dependencies. */
const version = "24.21.0";

/** The major that {@link lambdaNode} provides. */
export const lambdaNodeMajor = Number(version.split(".")[0]);

/**
 * Returns the executable of Lambda's Node.js version. Downloads it once per machine: it has 189 MB, which is too much for
 * a dependency of the project.
 *
 * @throws if the download fails; the message says what to do.
 */
export async function lambdaNode(): Promise<string> {
    const packageName = `node-${process.platform}-${process.arch}`;
    const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache"), "aurora-platform");
    const folder = path.join(cache, `node-${version}`);
    const executable = path.join(folder, "node_modules", packageName, "bin", "node");
    if (!existsSync(executable)) {
        process.stderr.write(`  Downloading Node.js ${version} from npm, once per machine\n`);
        const unfinished = `${folder}.${process.pid}`;
        await mkdir(unfinished, { recursive: true });
        try {
            await install(unfinished, `${packageName}@${version}`);
            await rm(folder, { recursive: true, force: true });
            await rename(unfinished, folder);
        } finally {
            await rm(unfinished, { recursive: true, force: true });
        }
    }
    return executable;
}

async function install(folder: string, specification: string): Promise<void> {
    const options = ["--prefix", folder, "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"];
    try {
        await promisify(execFile)("npm", ["install", ...options, specification], { cwd: folder });
    } catch (error) {
        throw new Error(
            `cannot download ${specification} from npm: run npm run test:faults once with access to the npm registry.`,
            { cause: error },
        );
    }
}
