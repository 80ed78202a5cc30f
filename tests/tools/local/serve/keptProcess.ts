import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { projectFolder } from "../../../../offline/runProgram";
import { toRecord } from "../../../../offline/toRecord";

/** `npm start -- --keep`, ready for calls. */
export interface KeptProcess {
    readonly child: ChildProcess;
    /** The output so far. */
    readonly printed: { stdout: string; stderr: string };
    /** The printed line that this matches, without what is before and after the match. */
    line(pattern: RegExp): string;
}

/** Starts the command with its temporary folders in one of the test's own, and waits until it has said how it ends. */
export async function startKept(temporaryFolder: string): Promise<KeptProcess> {
    const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "tools/local/main.ts", "--keep"], {
        cwd: projectFolder,
        env: { ...process.env, TMPDIR: temporaryFolder },
        stdio: ["ignore", "pipe", "pipe"],
    });
    const printed = { stdout: "", stderr: "" };
    child.stderr.on("data", (chunk: Buffer) => (printed.stderr += chunk.toString()));
    await new Promise<void>((resolve, reject) => {
        child.stdout.on("data", (chunk: Buffer) => {
            printed.stdout += chunk.toString();
            if (printed.stdout.includes("until Ctrl-C")) resolve();
        });
        child.once("close", () => {
            reject(new Error(`it ended before it was ready: ${printed.stderr}`));
        });
    });
    return {
        child,
        printed,
        line(pattern) {
            const [found] = pattern.exec(printed.stdout) ?? [];
            if (found === undefined) throw new Error(`it has printed nothing like ${pattern.source}`);
            return found;
        },
    };
}

/** The facts of a service in the printed service file. */
export function serviceFacts(kept: KeptProcess, service: string): Readonly<Record<string, string>> {
    const text = readFileSync(kept.line(/(?<=PGSERVICEFILE=)\S+/), "utf8");
    const section = text.split(`[${service}]\n`)[1]?.split("\n\n")[0] ?? "";
    return Object.fromEntries(
        section.split("\n").map((fact): [string, string] => {
            const [name = "", value = ""] = fact.split("=", 2);
            return [name, value];
        }),
    );
}

/** The lines of the printed pass file: what a client looks up, and the password. */
export function passLines(kept: KeptProcess): { readonly key: string; readonly password: string }[] {
    return readFileSync(kept.line(/(?<=PGPASSFILE=)[^\s;]+/), "utf8")
        .trim()
        .split("\n")
        .map((line) => line.split(":"))
        .map((fields) => ({ key: fields.slice(0, 4).join(":"), password: fields.slice(4).join(":") }));
}

/** A call of one of the printed URLs. */
export async function post(url: string, body = ""): Promise<Record<string, unknown>> {
    const response = await fetch(url, { method: "POST", body });
    return { status: response.status, ...toRecord(await response.json()) };
}
