import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toRecord } from "../../../offline/toRecord";

/** The token that the fake AWS CLI generates. */
export const token = "example.us-east-1.rds.amazonaws.com:5432/?Action=connect&X-Amz-Signature=0123";

/** The endpoint that the fake AWS CLI reads. */
export const endpoint = "example.us-east-1.rds.amazonaws.com";

/** The programs that the tunnel runs, as Node.js scripts that record their calls. */
const scripts = {
    aws: `
const [service, action] = args;
if (service === "--version") console.log(process.env.FAKE_AWS_VERSION ?? "aws-cli/2.31.0 Python/3.13.7");
else if (action === "get-parameter") console.log("${endpoint}");
else if (action === "generate-db-auth-token") console.log("${token}");
else if (action === "start-session") {
    if (process.env.FAKE_SESSION === "refused") {
        console.error("\\nAn error occurred (TargetNotConnected) when calling the StartSession operation: i-0 is not connected.");
        process.exit(254);
    }
    console.log("\\nStarting session with SessionId: alice-0abc");
    // As AWS CLI does: the plugin is a child, and the CLI leaves the terminal's signals to it.
    require("node:child_process").spawn("session-manager-plugin", [args.at(-1)], { stdio: "inherit" });
}`,
    "session-manager-plugin": `
if (args[0] === "--version") console.log("1.2.707.0");
else {
    const { localPortNumber: [port] } = JSON.parse(args[0]);
    require("node:net").createServer((socket) => socket.end()).listen(Number(port), "127.0.0.1");
    if (process.env.FAKE_SESSION === "stubborn") process.on("SIGTERM", () => undefined);
    if (process.env.FAKE_SESSION === "short") setTimeout(() => process.exit(1), 1500);
}`,
    psql: `
if (args[0] === "--version") console.log("psql (PostgreSQL) 17.6");
else {
    const own = Object.entries(process.env).filter(([name]) => name.startsWith("PG"));
    fs.writeFileSync(folder + "/psql.json", JSON.stringify({ args, env: Object.fromEntries(own) }));
    console.log("psql is ready");
    if (process.env.FAKE_PSQL === "waits") setInterval(() => undefined, 1000);
    else process.exitCode = Number(process.env.FAKE_PSQL ?? 0);
}`,
};

/** Programs in a folder that is the whole PATH. */
export interface FakePrograms {
    readonly folder: string;
    /** The calls other than for versions, in their order: program and arguments. */
    calls(): string[][];
    /** The ids of all processes that were started. */
    pids(): number[];
    /** Removes the folder, and restores the PATH. */
    remove(): void;
}

/** Makes these programs the only ones on the PATH, except those to leave out. */
export function provideFakePrograms(...leftOut: readonly string[]): FakePrograms {
    const folder = mkdtempSync(join(tmpdir(), "tunnel-"));
    const log = join(folder, "calls");
    writeFileSync(log, "");
    for (const [name, script] of Object.entries(scripts)) {
        if (leftOut.includes(name)) continue;
        writeFileSync(
            join(folder, name),
            `#!${process.execPath}
const fs = require("node:fs");
const folder = ${JSON.stringify(folder)};
const args = process.argv.slice(2);
fs.appendFileSync(folder + "/calls", JSON.stringify({ pid: process.pid, call: [${JSON.stringify(name)}, ...args] }) + "\\n");
${script}
`,
        );
        chmodSync(join(folder, name), 0o755);
    }
    const { PATH } = process.env;
    process.env.PATH = folder;
    const lines = () =>
        readFileSync(log, "utf8")
            .split("\n")
            .filter((line) => line !== "")
            .map(entry);
    return {
        folder,
        calls: () => lines().flatMap(({ call }) => (call.includes("--version") ? [] : [call])),
        pids: () => lines().map(({ pid }) => pid),
        remove() {
            process.env.PATH = PATH;
            rmSync(folder, { recursive: true });
        },
    };
}

function entry(line: string): { readonly pid: number; readonly call: string[] } {
    const { pid, call } = toRecord(JSON.parse(line));
    return { pid: Number(pid), call: (Array.isArray(call) ? call : []).map(String) };
}
