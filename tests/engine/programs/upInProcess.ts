import { dirname } from "node:path";
import { LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import { projectFolder } from "../../../offline/runProgram";
import { indexProgram, withoutOtherListeners } from "../harness/program";

/**
 * `pulumi up --stack NAME` with the CLI in the folder `ENGINE_CLI`, and with `index.ts` in this process: the CLI of the
 * engine's tests has no language plug-in.
 */
async function upInProcess(stackName: string, cliFolder: string): Promise<void> {
    const pulumiCommand = await PulumiCommand.get({ root: dirname(cliFolder) });
    const stack = await LocalWorkspace.selectStack(
        { stackName, projectName: "experimentation-database", program: indexProgram },
        { workDir: projectFolder, pulumiCommand },
    );
    await withoutOtherListeners(async () => {
        await stack.up({ onOutput: (text) => process.stdout.write(text), suppressProgress: true });
    });
}

upInProcess(process.argv.at(process.argv.indexOf("--stack") + 1) ?? "", process.env.ENGINE_CLI ?? "").then(
    () => process.exit(0),
    () => process.exit(255),
);
