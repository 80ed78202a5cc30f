import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle } from "../../components/function/bundle";
import type { ProgramRun } from "../../offline/runProgram";
import type { CleanUp } from "../local/platform/cleanUp";
import { artifactOf } from "../local/platform/functions";
import { functionNames } from "../local/platform/platform";
import { outputText, resourceOf } from "../local/platform/resources";
import { startGuard } from "../local/processes/guard";

/** A file whose code can be measured. */
export interface Code {
    /** The folder that the code's file is in. */
    readonly folder: string;
    /** `<file>.<export>` */
    readonly handler: string;
    readonly text: string;
    readonly bytes: number;
}

/** The hand-written handlers, by the names of their files in `tools/bench/baselines/`. */
export type BaselineName =
    "empty" | "bareDriver" | "singleStatement" | "nodePostgres" | "rotationSql" | "echoClient" | "echoServer";

/** Everything that runs in the measured processes, in a folder that is removed at the end. */
export interface BenchFiles {
    /** Path of the processes' entry point. */
    readonly driver: string;
    readonly artifacts: Readonly<Record<keyof typeof functionNames, Code>>;
    readonly baselines: Readonly<Record<BaselineName, Code>>;
}

/** Writes the registered artifacts, and the baselines bundled with the same settings. */
export async function writeFiles({ resources }: ProgramRun, cleanUp: CleanUp): Promise<BenchFiles> {
    const folder = await mkdtemp(join(tmpdir(), "bench-"));
    // Removes the folder even if this program is killed.
    const guard = startGuard(folder);
    cleanUp.push(async () => {
        await rm(folder, { recursive: true, force: true });
        await guard.release();
    });
    const write = async (name: string, exported: string, text: string): Promise<Code> => {
        await writeFile(join(folder, `${name}.js`), text);
        return { folder, handler: `${name}.${exported}`, text, bytes: Buffer.byteLength(text) };
    };
    const artifact = async (name: keyof typeof functionNames): Promise<Code> => {
        const resource = resourceOf(resources, "aws:lambda/function:Function", functionNames[name]);
        const [, exported = ""] = outputText(resource, "handler").split(".");
        return await write(name, exported, (await artifactOf(resource)).text);
    };
    const written = async (path: string): Promise<Code> => {
        const text = await bundle(`export { handler } from "./tools/bench/${path}.ts";`);
        return await write(path.replace("/", "-"), "handler", text);
    };
    const baseline = (name: BaselineName) => written(`baselines/${name}`);
    const [driver, access, rotation] = await Promise.all([
        written("child/driver"),
        artifact("access"),
        artifact("rotation"),
    ]);
    const [empty, bareDriver, singleStatement, nodePostgres, rotationSql, echoClient, echoServer] = await Promise.all([
        baseline("empty"),
        baseline("bareDriver"),
        baseline("singleStatement"),
        baseline("nodePostgres"),
        baseline("rotationSql"),
        baseline("echoClient"),
        baseline("echoServer"),
    ]);
    return {
        driver: join(folder, `${driver.handler.split(".")[0] ?? ""}.js`),
        artifacts: { access, rotation },
        baselines: { empty, bareDriver, singleStatement, nodePostgres, rotationSql, echoClient, echoServer },
    };
}
