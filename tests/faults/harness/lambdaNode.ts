import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

/** Node.js of the major that the functions are registered with. Its binary comes from npm, as everything else does. */
const version = "24.21.0";

/** The major that {@link lambdaNode} provides. */
export const lambdaNodeMajor = Number(version.split(".")[0]);

/**
 * The executable of Lambda's own Node.js, fetched once a machine: 189 MB, so no dependency of the project.
 *
 * @throws with what to do, where it cannot be fetched.
 */
export async function lambdaNode(): Promise<string> {
    const packageName = `node-${process.platform}-${process.arch}`;
    const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache"), "aurora-platform");
    const folder = path.join(cache, `node-${version}`);
    const executable = path.join(folder, "node_modules", packageName, "bin", "node");
    if (!existsSync(executable)) {
        process.stderr.write(`  Fetching Node.js ${version} from npm, once a machine\n`);
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
            `${specification} cannot be fetched from the npm registry: run npm run test:faults where it can be reached, once.`,
            { cause: error },
        );
    }
}
