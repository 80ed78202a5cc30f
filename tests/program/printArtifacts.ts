import { mapping } from "../../local/program/mapping";
import { runProgram } from "../../local/program/runProgram";

/** Prints the functions' code, by name, as JSON. A process of its own, so that it can run elsewhere and otherwise. */
async function printArtifacts(): Promise<void> {
    const { resources } = await runProgram({ stack: "dev" });
    const artifacts: Record<string, unknown> = {};
    for (const { name, inputs } of resources.filter(({ type }) => type === "aws:lambda/function:Function")) {
        const assets = mapping(await mapping(inputs.code).assets);
        artifacts[name] = await mapping(assets["__index.js"]).text;
    }
    process.stdout.write(JSON.stringify(artifacts));
}

void printArtifacts();
