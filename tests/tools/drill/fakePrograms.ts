import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { toRecord } from "../../../offline/toRecord";

/** What the fake programs answer. Each is the default unless a test changes it. */
export interface Answers {
    /** The answer of the access function of the running stack, or of the restored one, to a health check. */
    readonly health: Readonly<Record<"running" | "restored", object>>;
    /** The answer to the query for the newest row. */
    readonly query: object;
    /** Pairs of an ARN and a time. */
    readonly backups: readonly (readonly [arn: string, time: string])[];
    /** The stacks of the backend. `stack init` adds one, `stack rm` removes it. */
    readonly stacks: readonly string[];
    /** The errors that a command of Pulumi prints before it fails, by the command. */
    readonly failures: Readonly<Record<string, string>>;
    /** Whether `pulumi up` runs until it is interrupted. */
    readonly upWaits: boolean;
    /**
     * What a killed CLI has left: a lock, the URNs of its pending creations, and RDS's clusters and instances, of which
     * the first deletion is refused, as RDS does while it creates them. Default: nothing.
     */
    readonly killed?: {
        readonly pending: readonly string[];
        readonly cluster: boolean;
        readonly instances: readonly string[];
    };
}

const programs = {
    aws: `
if (args[0] === "--version") console.log("aws-cli/2.31.0");
else if (args[1] === "describe-db-instances") console.log(JSON.stringify(left.instances.map(found)));
else if (args.join(" ").includes("DBClusters[?DBClusterIdentifier=='experimentation-prod-drill']"))
    console.log(JSON.stringify(left.cluster ? [found("experimentation-prod-drill")] : []));
else if (args[1] === "delete-db-instance" || (args[1] === "delete-db-cluster" && args.includes("--skip-final-snapshot"))) {
    const isFirst = !left.refused.includes(args[3]);
    if (isFirst) {
        leave({ ...left, refused: [...left.refused, args[3]] });
        console.error("An error occurred (InvalidDBClusterStateFault) when calling the operation: it is creating");
        process.exit(254);
    }
    if (args[1] === "delete-db-instance") leave({ ...left, instances: left.instances.filter((id) => id !== args[3]) });
    else if (left.instances.length === 0) leave({ ...left, cluster: false });
    else process.exit(9);
    console.log("{}");
} else if (args[1] === "describe-db-clusters") console.log('["arn:aws:rds:us-east-1:123456789012:cluster:experimentation","15.13"]');
else if (args[1] === "describe-db-cluster-snapshots" ||
    (args[1] === "list-recovery-points-by-resource" && args.includes("--managed-by-aws-backup-only")))
    console.log(JSON.stringify(answers.backups));
else if (args[1] === "invoke") {
    const isRestored = args.includes("--function-name") && /-drill-access$/.test(args[args.indexOf("--function-name") + 1]);
    const { action } = JSON.parse(args[args.indexOf("--payload") + 1]);
    const answer = action === "query" ? answers.query : answers.health[isRestored ? "restored" : "running"];
    fs.writeFileSync(args.at(-1), JSON.stringify(answer));
    console.log("None");
} else process.exit(9);`,
    pulumi: `
const command = args[0] === "stack" ? args.slice(0, 2).join(" ") : args[0];
const stacks = JSON.parse(fs.readFileSync(folder + "/stacks"));
const keep = (names) => fs.writeFileSync(folder + "/stacks", JSON.stringify(names));
if (answers.failures[command] !== undefined) {
    console.log(answers.failures[command]);
    process.exit(255);
}
if (left.isLocked && ["up", "refresh", "destroy"].includes(command)) {
    console.log("error: the stack is currently locked by 1 lock(s)");
    process.exit(255);
}
if (command === "destroy" && (left.cluster || left.pending.length > 0)) {
    console.log("error: DependencyViolation: Cluster::database uses it");
    process.exit(255);
}
if (command === "cancel") leave({ ...left, isLocked: false });
if (command === "refresh" && args.includes("--clear-pending-creates")) leave({ ...left, pending: [] });
if (command === "stack export") {
    const pending = left.pending.map((urn) => ({ type: "creating", resource: { urn } }));
    console.log(JSON.stringify({ deployment: { resources: [], pending_operations: pending } }));
}
if (command === "stack ls") console.log(JSON.stringify(stacks.map((name) => ({ name }))));
if (command === "stack init") keep([...stacks, args[2]]);
if (command === "stack rm") keep(stacks.filter((name) => name !== args[2]));
if (command === "up") {
    fs.copyFileSync("Pulumi." + args[2] + ".yaml", folder + "/config.yaml");
    if (answers.upWaits) {
        process.on("SIGINT", () => setTimeout(() => { record("interrupted"); process.exit(255); }, 200));
        setInterval(() => undefined, 1000);
    }
}`,
};

/** Programs that are first on the PATH. */
export interface FakePrograms {
    readonly path: string;
    /** The calls of Pulumi, without their general options. */
    pulumiCalls(): string[];
    /** The calls of AWS CLI: service and operation. */
    awsCalls(): string[];
    /** The configuration with which the stack was brought up. */
    configuration(): string;
    stacks(): unknown;
    remove(): void;
}

/** Makes `aws` and `pulumi`. */
export function provideFakePrograms(answers: Answers): FakePrograms {
    const folder = mkdtempSync(join(tmpdir(), "drill-"));
    writeFileSync(join(folder, "calls"), "");
    writeFileSync(join(folder, "stacks"), JSON.stringify(answers.stacks));
    const killed = answers.killed ?? { pending: [], cluster: false, instances: [] };
    writeFileSync(
        join(folder, "left"),
        JSON.stringify({ ...killed, isLocked: answers.killed !== undefined, refused: [] }),
    );
    for (const [name, script] of Object.entries(programs)) {
        writeFileSync(
            join(folder, name),
            `#!${process.execPath}
const fs = require("node:fs");
const folder = ${JSON.stringify(folder)};
const answers = ${JSON.stringify(answers)};
const args = process.argv.slice(2);
const record = (...call) => fs.appendFileSync(folder + "/calls", JSON.stringify({ call }) + "\\n");
record(${JSON.stringify(name)}, ...args);
const left = JSON.parse(fs.readFileSync(folder + "/left"));
const leave = (state) => fs.writeFileSync(folder + "/left", JSON.stringify(state));
const found = (id) => ({ id, status: left.refused.includes(id) ? "available" : "creating" });
${script}
`,
        );
        chmodSync(join(folder, name), 0o755);
    }
    const calls = () =>
        readFileSync(join(folder, "calls"), "utf8")
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => {
                const { call } = toRecord(JSON.parse(line));
                return (Array.isArray(call) ? call : []).map(String);
            });
    return {
        path: `${folder}${delimiter}${process.env.PATH ?? ""}`,
        pulumiCalls: () =>
            calls().flatMap(([program, ...args]) =>
                program === "aws"
                    ? []
                    : [args.filter((each) => !/^--|^never$/.test(each)).join(" ") || String(program)],
            ),
        awsCalls: () =>
            calls().flatMap(([program, ...args]) => (program === "aws" ? [args.slice(0, 2).join(" ")] : [])),
        configuration: () => readFileSync(join(folder, "config.yaml"), "utf8"),
        stacks(): unknown {
            return JSON.parse(readFileSync(join(folder, "stacks"), "utf8"));
        },
        remove() {
            rmSync(folder, { recursive: true });
        },
    };
}
