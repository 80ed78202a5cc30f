import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";

/** The environment variable with the CLI's root folder, for the suites' separate processes. */
const rootVariable = "ENGINE_TESTS_PULUMI_ROOT";

/**
 * Finds the Pulumi CLI on the PATH, or else installs it as the Automation API does, once for all suites.
 *
 * It skips the npm launcher that `npm run` puts first on the PATH, because that would download a CLI.
 *
 * @throws with the fix if there is none and the installation fails.
 */
export async function providePulumi(): Promise<void> {
    const root = rootOnPath(process.env.PATH ?? "") ?? (await install());
    process.env[rootVariable] = root;
}

/** A CLI that a test can kill. */
export interface KillableCommand {
    readonly command: PulumiCommand;
    /** Kills the process that was started last, without giving it the time to end its work. */
    readonly kill: () => void;
}

/** The same CLI, which notes its process id in the folder: the Automation API keeps it to itself. */
export async function killableCommand(folder: string): Promise<KillableCommand> {
    const idFile = path.join(folder, "cli.pid");
    const bin = path.join(folder, "cli/bin");
    mkdirSync(bin, { recursive: true });
    const script = `#!/bin/sh\necho "$$" >'${idFile}'\nexec '${path.join(foundRoot(), "bin", executable)}' "$@"\n`;
    writeFileSync(path.join(bin, "pulumi"), script, { mode: 0o755 });
    const command = await PulumiCommand.get({ root: path.dirname(bin) });
    return { command, kill: () => process.kill(Number(readFileSync(idFile, "utf8")), "SIGKILL") };
}

function foundRoot(): string {
    const root = process.env[rootVariable];
    if (root === undefined) {
        throw new Error("no Pulumi CLI was looked for: run the suites by npm run test:engine");
    }
    return root;
}

/** The parent of the first `bin` folder of the PATH that has the CLI: its root for the Automation API. */
function rootOnPath(searchPath: string): string | undefined {
    const folder = searchPath
        .split(path.delimiter)
        .find(
            (each) =>
                path.basename(each) === "bin" &&
                !each.includes("node_modules") &&
                existsSync(path.join(each, executable)),
        );
    return folder === undefined ? undefined : path.dirname(folder);
}

const executable = process.platform === "win32" ? "pulumi.exe" : "pulumi";

async function install(): Promise<string> {
    process.stderr.write("No Pulumi CLI in a bin folder of the PATH: installing it from get.pulumi.com\n");
    try {
        const { command } = await PulumiCommand.install();
        return path.dirname(path.dirname(command));
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(
            `The Pulumi CLI is missing and cannot be installed (${reason}). Put a folder named bin that holds it on the ` +
                "PATH (https://www.pulumi.com/docs/iac/download-install/), then run npm run test:engine again.",
            { cause: error },
        );
    }
}
