import { runProgram } from "../../offline/runProgram";
import { artifactOf } from "../../tools/local/platform/functions";

/** Prints the functions' code, by name, as JSON. A process of its own, so that it can run elsewhere and otherwise. */
async function printArtifacts(): Promise<void> {
    const { resources } = await runProgram({ stack: "dev" });
    const artifacts: Record<string, unknown> = {};
    for (const resource of resources.filter(({ type }) => type === "aws:lambda/function:Function")) {
        const { text, otherFiles } = await artifactOf(resource);
        artifacts[resource.name] = { text, otherFiles };
    }
    process.stdout.write(JSON.stringify(artifacts));
}

void printArtifacts();
