import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { json } from "node:stream/consumers";
import { projectFolder } from "../../offline/runProgram";
import { Engine } from "./harness/engine";

const file = join(projectFolder, "Pulumi.drill-dev.yaml");
const clusterType = "aws:rds/cluster:Cluster";

/**
 * The cluster of the running stack when the snapshot was taken. It is not beside the drill's: the account's double gives
 * the resources of two stacks of one program the same ids.
 */
const source = {
    clusterIdentifier: "experimentation-dev",
    engine: "aurora-postgresql",
    engineVersionActual: "15.17",
    databaseName: "experimentation",
    masterUsername: "clustermaster",
    storageEncrypted: true,
    kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/0c0b1e5a-0000-4000-8000-000000000001",
    port: 5432,
    tags: {},
};

/**
 * AWS CLI with a healthy access function and one snapshot. What RDS has, and what is deleted, is asked of the engine's
 * account at `url`.
 */
const fakeAws = (snapshot: string, url: string) => `#!${process.execPath}
const fs = require("node:fs");
const args = process.argv.slice(2);
if (args[0] === "--version") console.log("aws-cli/2.31.0");
else if (args.includes("DBClusters[0].[DBClusterArn,EngineVersion]")) console.log('["arn", "15.17"]');
else if (/^(describe-db-(clusters|instances)|delete-db-cluster)$/.test(args[1]))
    fetch("${url}", { method: "POST", body: JSON.stringify(args) }).then((answer) => answer.text()).then(console.log);
else if (args[0] === "rds") console.log(JSON.stringify([["${snapshot}", "2026-11-27T06:00:00Z"]]));
else {
    const isQuery = args[args.indexOf("--payload") + 1].includes("query");
    const answer = isQuery ? { ok: true, rows: [["1764223198000"]] } : { ok: true, endpoints: { writer: { schemaVersion: 5 } } };
    fs.writeFileSync(args.at(-1), JSON.stringify(answer));
    console.log("None");
}
`;

/** The engine's CLI, which runs the program in a process of its own. */
const pulumi = (cliFolder: string) => `#!/bin/sh
if [ "$1" = up ]; then
    exec '${process.execPath}' -r ts-node/register/transpile-only tests/engine/programs/upInProcess.ts "$@"
fi
exec '${join(cliFolder, "pulumi")}' "$@"
`;

describe("npm run drill on the real engine and CLI", () => {
    let engine: Engine;
    let folder: string;
    let api: Server;

    /** The part of RDS's API that AWS CLI calls to clean up. */
    function answerOfRds(operation: unknown): object {
        const clusters = engine.account.all.filter(({ type }) => type === clusterType);
        if (operation === "delete-db-cluster") {
            clusters.forEach((each) => {
                engine.account.remove(each);
            });
        }
        return operation === "describe-db-clusters" ? clusters.map(({ id }) => ({ id, status: "available" })) : [];
    }

    before(async () => {
        api = createServer((request, response) => {
            void json(request).then((args) => {
                response.end(JSON.stringify(answerOfRds(Array.isArray(args) ? args[1] : undefined)));
            });
        }).listen(0, "127.0.0.1");
        await once(api, "listening");
        engine = await Engine.start();
        folder = mkdtempSync(join(tmpdir(), "drill-engine-"));
        engine.account.backups.sharedKeys.add(source.kmsKeyId);
    });

    after(() => {
        engine.close();
        api.close();
        rmSync(folder, { recursive: true });
        rmSync(file, { force: true });
    });

    /** Starts the command with a snapshot as the newest backup. */
    function start(snapshot: string, ...args: readonly string[]) {
        const address = api.address();
        const port = typeof address === "object" && address !== null ? address.port : assert.fail();
        writeFileSync(join(folder, "aws"), fakeAws(snapshot, `http://127.0.0.1:${port}`), { mode: 0o755 });
        writeFileSync(join(folder, "pulumi"), pulumi(engine.cliFolder), { mode: 0o755 });
        const PATH = [folder, process.env.PATH ?? ""].join(delimiter);
        return spawn(process.execPath, ["tools/cli/start.cjs", "tools/drill/main.ts", "--stack", "dev", ...args], {
            cwd: projectFolder,
            env: {
                ...process.env,
                ...engine.environment,
                PATH,
                ENGINE_CLI: engine.cliFolder,
                PULUMI_HOME: join(folder, "home"),
            },
            stdio: ["ignore", "pipe", "pipe"],
        });
    }

    async function drill(...args: Parameters<typeof start>) {
        const child = start(...args);
        const printed = { stdout: "", stderr: "" };
        child.stdout.on("data", (chunk: Buffer) => (printed.stdout += chunk.toString()));
        child.stderr.on("data", (chunk: Buffer) => (printed.stderr += chunk.toString()));
        await once(child, "close");
        return { code: child.exitCode, ...printed };
    }

    it("brings up a cluster from the newest snapshot, and leaves the account as it was", async () => {
        const { arn } = engine.account.backups.add("rds:experimentation-dev-1", source);

        const { code, stdout, stderr } = await drill(arn);

        assert.equal(code, 0, stderr);
        assert.match(stdout, /^Stack dev was restored from arn:\S+:rds:experimentation-dev-1\.\nRecovery point: /);
        const clusters = engine.account.operations.filter((each) => each.includes(` ${clusterType} `));
        assert.deepEqual(clusters, [`create ${clusterType} database`, `delete ${clusterType} database`]);
        assert.deepEqual(engine.account.all, []);
        assert.equal(existsSync(file), false);
    });

    it("ends with RDS's reason if the snapshot is gone, and leaves nothing", async () => {
        const { code, stderr } = await drill(
            "arn:aws:rds:us-east-1:123456789012:cluster-snapshot:rds:experimentation-dev-gone",
        );

        assert.equal(code, 4, stderr);
        assert.match(
            stderr,
            /The restore failed: pulumi up: .*DBClusterSnapshot not found: .*experimentation-dev-gone/s,
        );
        assert.deepEqual(engine.account.all, []);
    });

    it("cleans up after a drill that was killed with its CLI, on another machine", async () => {
        const { arn } = engine.account.backups.add("rds:experimentation-dev-2", source);
        const killed = start(arn);
        const ended = once(killed, "close");
        engine.killAt(`create ${clusterType} database`);
        const { holds } = engine.account;
        engine.account.holds = (operation) => holds(operation) && killed.kill("SIGKILL");
        await ended;
        engine.account.holds = () => false;
        rmSync(file);
        const left = engine.account.all.filter(({ type }) => type === clusterType).length;

        const { code, stderr } = await drill(arn, "--clean");

        assert.deepEqual([left, code, engine.account.all], [1, 0, []], stderr);
        assert.match(stderr, /Destroy stack drill-dev: cluster \S+-drill is available/);
    });
});
