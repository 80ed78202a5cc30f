import { deepEqual, equal, match, ok } from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { projectFolder } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";
import { type Meanwhile, runMain } from "../cli/runMain";
import { endpoint, type FakePrograms, provideFakePrograms, token } from "./fakePrograms";

const target = "i-0123456789abcdef0";
const certificates = join(projectFolder, "components/function/rds-global-bundle.pem");

/** Whether a process still runs. One that has ended may stay in the list until its parent has read its exit code. */
function runs(pid: number): boolean {
    const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
    return stdout.trim() !== "" && !stdout.trim().startsWith("Z");
}

describe("npm run tunnel", function () {
    this.timeout(60_000);

    let programs: FakePrograms;
    let port: number;
    const tunnel = (args: readonly string[] = [], meanwhile: Meanwhile = {}) =>
        runMain(
            "tools/tunnel/main.ts",
            ["--target", target, "--login", "alice", "--port", String(port), ...args],
            meanwhile,
        );
    const psql = () => toRecord(JSON.parse(readFileSync(join(programs.folder, "psql.json"), "utf8")));
    const region = ["--region", "us-east-1"];
    const parameters = () =>
        JSON.stringify({ host: [endpoint], portNumber: ["5432"], localPortNumber: [String(port)] });
    const terminated = ["aws", "ssm", "terminate-session", ...region, "--session-id", "alice-0abc"];

    beforeEach(async () => {
        programs = provideFakePrograms();
        const server = createServer().listen(0, "127.0.0.1");
        await once(server, "listening");
        port = Number(toRecord(server.address()).port);
        server.close();
    });

    afterEach(() => {
        for (const name of ["FAKE_AWS_VERSION", "FAKE_PSQL", "FAKE_SESSION"]) Reflect.deleteProperty(process.env, name);
        const pids = programs.pids();
        programs.remove();
        const left = pids.filter(runs);
        deepEqual(left, [], "no process is left");
    });

    it("runs psql read-only at a reader through the session, and ends the session", async () => {
        const { code, stdout, stderr } = await tunnel(["--command", "select 1"]);

        deepEqual([code, stdout], [0, "psql is ready\n"], stderr);
        deepEqual(programs.calls(), [
            [
                ...["aws", "ssm", "get-parameter", ...region, "--name", "/experimentation/dev/database/reader-host"],
                ...["--query", "Parameter.Value", "--output", "text"],
            ],
            [
                ...["aws", "ssm", "start-session", ...region, "--target", target],
                ...["--document-name", "AWS-StartPortForwardingSessionToRemoteHost", "--parameters", parameters()],
            ],
            ["session-manager-plugin", parameters()],
            [
                ...["aws", "rds", "generate-db-auth-token", "--hostname", endpoint, "--port", "5432"],
                ...["--username", "alice", ...region],
            ],
            ["psql", "--no-psqlrc", "--command", "select 1"],
            terminated,
        ]);
        deepEqual(psql().env, {
            PGAPPNAME: "tunnel",
            PGDATABASE: "experimentation",
            PGHOST: endpoint,
            PGHOSTADDR: "127.0.0.1",
            PGOPTIONS: "-c default_transaction_read_only=on",
            PGPASSWORD: token,
            PGPORT: String(port),
            PGSSLMODE: "verify-full",
            PGSSLROOTCERT: certificates,
            PGUSER: "alice",
        });
    });

    it("shows the token nowhere, and passes it as no argument", async () => {
        const { stdout, stderr } = await tunnel();

        ok(!(stdout + stderr).includes(token));
        deepEqual(
            programs.calls().filter((call) => call.join(" ").includes(token)),
            [],
        );
    });

    it("writes at the writer with --write", async () => {
        await tunnel(["--write", "--stack", "prod"]);

        const names = programs.calls().map((call) => call[call.indexOf("--name") + 1]);
        equal(names[0], "/experimentation/prod/database/host");
        equal(toRecord(psql().env).PGOPTIONS, "-c default_transaction_read_only=off");
    });

    it("ends with 3 if psql fails", async () => {
        process.env.FAKE_PSQL = "2";

        const { code } = await tunnel(["--command", "select 1/0"]);

        equal(code, 3);
        deepEqual(programs.calls().at(-1), terminated);
    });

    it("prints psql's line without the token, works with it, and ends with 0 at Ctrl-C", async () => {
        const act = (pid: number) => {
            process.kill(pid, "SIGINT");
        };

        const { code, stdout, stderr } = await tunnel(["--print"], { seen: { text: "PGHOST", act } });
        execFileSync("/bin/sh", ["-c", stdout], { env: { PATH: process.env.PATH } });

        equal(code, 0, stderr);
        match(stdout, /^PGHOST=\S+ .* PGPASSWORD="\$\(aws rds generate-db-auth-token [^"]*\)" psql\n$/);
        ok(!(stdout + stderr).includes(token));
        equal(toRecord(psql().env).PGPASSWORD, token);
        ok(programs.calls().some((call) => call.join() === terminated.join()));
    });

    it("ends psql and the session at SIGTERM", async () => {
        process.env.FAKE_PSQL = "waits";
        const act = (pid: number) => {
            process.kill(pid, "SIGTERM");
        };

        const { code } = await tunnel([], { seen: { text: "psql is ready", act } });

        equal(code, 143);
        deepEqual(programs.calls().at(-1), terminated);
    });

    it("leaves Ctrl-C to psql", async () => {
        process.env.FAKE_PSQL = "waits";
        const act = (pid: number) => {
            process.kill(pid, "SIGINT");
            setTimeout(() => process.kill(pid, "SIGTERM"), 500);
        };

        const { code } = await tunnel([], { seen: { text: "psql is ready", act } });

        equal(code, 143);
    });

    it("kills a plugin that does not end, and ends the session in AWS", async () => {
        process.env.FAKE_SESSION = "stubborn";

        const { code } = await tunnel();

        equal(code, 0);
        deepEqual(programs.calls().at(-1), terminated);
    });

    it("ends with 1 if the session ends while the tunnel is open", async () => {
        process.env.FAKE_SESSION = "short";

        const { code, stderr } = await tunnel(["--print"]);

        equal(code, 1);
        match(stderr, /The tunnel was not opened, or was lost: the session has ended/);
    });

    it("ends with 1 and AWS's reason if the session is refused", async () => {
        process.env.FAKE_SESSION = "refused";

        const { code, stderr } = await tunnel();

        equal(code, 1);
        match(stderr, /the session has ended: An error occurred \(TargetNotConnected\).*i-0 is not connected\.\n/);
    });

    it("ends with 1 before it calls AWS if the port is in use", async () => {
        const server = createServer().listen(port, "127.0.0.1");
        await once(server, "listening");

        const { code, stderr } = await tunnel();
        server.close();

        equal(code, 1);
        match(stderr, new RegExp(`--port: ${port}: another program of this machine uses it; choose a free one`));
        deepEqual(programs.calls(), []);
    });

    it("ends with 1 before it calls AWS if AWS CLI is version 1", async () => {
        process.env.FAKE_AWS_VERSION = "aws-cli/1.44.1 Python/3.13.7";

        const { code, stderr } = await tunnel();

        equal(code, 1);
        match(stderr, /aws: aws-cli\/1\.44\.1 Python\/3\.13\.7: is not AWS CLI 2; install version 2/);
        deepEqual(programs.calls(), []);
    });

    for (const program of ["aws", "session-manager-plugin", "psql"]) {
        it(`ends with 1 before it calls AWS if ${program} is missing`, async () => {
            programs.remove();
            programs = provideFakePrograms(program);

            const { code, stderr } = await tunnel();

            equal(code, 1);
            match(stderr, new RegExp(`${program}: is not on the PATH; install `));
            deepEqual(programs.calls(), []);
        });
    }

    it("prints its options", async () => {
        const { code, stdout } = await runMain("tools/tunnel/main.ts", ["--help"]);

        equal(code, 0);
        match(stdout, /--target ID.*--login NAME.*--write.*--print/s);
    });
});
