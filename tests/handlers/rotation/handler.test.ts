import assert from "node:assert/strict";
import { toRecord } from "../../../offline/toRecord";
import { lambdaContext } from "../../harness/fakes";
import { type Kind, masterArn, type Platform, secretArns, steps, whoAmI } from "../../harness/platform";
import { master } from "../../harness/postgres";
import { useUnrotatedPlatform } from "./unrotatedPlatform";

const kinds: readonly Kind[] = ["migration", "application", "reader"];
const arn = secretArns.application;

describe("the rotation function", () => {
    let platform: Platform;

    useUnrotatedPlatform("rotation", (created) => {
        platform = created;
    });

    it("creates the first login and moves AWSCURRENT to it, without the second", async () => {
        await platform.rotate("application");

        const { password, ...fields } = platform.vault.value(arn, "AWSCURRENT");
        assert.equal(password?.length, 32);
        assert.deepEqual(fields, {
            engine: "postgres",
            host: "localhost",
            port: String(platform.server.port),
            dbname: "rotation",
            username: "application_a",
            masterarn: masterArn,
        });
        assert.deepEqual(platform.vault.stages(arn), {
            first: ["BOOTSTRAP", "AWSPREVIOUS"],
            "token-1": ["AWSCURRENT", "AWSPENDING"],
        });
        assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_a");
    });

    it("requests a password of 32 letters and digits", async () => {
        await platform.rotate("application");

        const call = platform.vault.calls.find(({ command }) => command === "GetRandomPasswordCommand");
        assert.deepEqual(call?.input, { PasswordLength: 32, ExcludePunctuation: true });
    });

    it("alternates between two logins and keeps the previous one working", async () => {
        await platform.rotate("application");
        await platform.rotate("application");
        const before = await whoAmI(platform, "AWSPREVIOUS");
        const now = await whoAmI(platform, "AWSCURRENT");
        await platform.rotate("application");

        assert.deepEqual([before, now], ["application_a", "application_b"]);
        assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_a");
        assert.deepEqual(platform.vault.stages(arn), {
            first: ["BOOTSTRAP"],
            "token-2": ["AWSPREVIOUS"],
            "token-3": ["AWSCURRENT", "AWSPENDING"],
        });
    });

    it("creates all three logins at once", async () => {
        await Promise.all(kinds.map((kind) => platform.rotate(kind)));

        for (const kind of kinds) {
            const client = platform.login(kind);
            const [row] = await client<{ name: string }[]>`select session_user as name`;
            await client.end();
            assert.equal(row?.name, `${kind}_a`);
        }
    });

    it("reads the master's secret once more when its password has just changed", async () => {
        const token = platform.vault.startRotation(arn);
        await platform.step("application", token, "createSecret");
        platform.vault.overwrite(masterArn, "AWSCURRENT", { ...master, password: "yesterday's" });
        const reads = { count: 0 };
        platform.vault.onCall = ({ input }) => {
            if (input.SecretId === masterArn) reads.count += 1;
            if (reads.count === 2) platform.vault.overwrite(masterArn, "AWSCURRENT", { ...master });
        };

        await platform.step("application", token, "setSecret");
        await platform.step("application", token, "testSecret");

        assert.equal(reads.count, 2);
    });

    it("creates all roles again in a database that was restored without them", async () => {
        await platform.rotate("application");
        await platform.dropRoles();

        await platform.rotate("application");

        assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_b");
    });

    it("keeps passwords and their verifiers out of the server's statistics, the function's log and its errors", async () => {
        await platform.rotate("application");
        const token = platform.vault.startRotation(arn);
        await platform.step("application", token, "createSecret");
        platform.vault.overwrite(arn, "AWSPENDING", { ...platform.vault.value(arn, "AWSPENDING"), username: "joe" });
        const error: unknown = await platform
            .step("application", token, "setSecret")
            .catch((caught: unknown) => caught);

        const { password } = platform.vault.value(arn, "AWSCURRENT");
        const said = [...platform.log, error instanceof Error ? error.stack : ""].join("\n");
        assert.equal(said.includes(String(password)), false);
        assert.equal(said.includes(master.password), false);
        const rows = await platform.superuser<{ query: string }[]>`select query from monitoring.pg_stat_statements`;
        const altered = rows.filter(({ query }) => query.includes("PASSWORD") && query.includes("application_a"));
        assert.match(String(altered[0]?.query), /format\('ALTER ROLE application_a PASSWORD %L'/);
        assert.equal(
            rows.some(({ query }) => query.includes(String(password)) || query.includes("SCRAM-SHA-256$")),
            false,
        );
    });

    it("changes nothing for a version that is already current", async () => {
        await platform.rotate("application");
        platform.vault.calls.length = 0;

        await platform.step("application", "token-1", "setSecret");

        assert.deepEqual(
            platform.vault.calls.map(({ command }) => command),
            ["DescribeSecretCommand"],
        );
    });

    it("fails with deadlineExceeded before Lambda's time-out", async () => {
        const token = platform.vault.startRotation(arn);
        const event = { SecretId: arn, ClientRequestToken: token, Step: "createSecret" };

        await assert.rejects(platform.rotation(event, lambdaContext(500)), { code: "deadlineExceeded" });
    });

    it("logs one line for each step, with code and outcome", async () => {
        platform.log.length = 0;
        await platform.rotate("reader");
        platform.vault.setRotationEnabled(secretArns.reader, false);

        await assert.rejects(platform.step("reader", "token", "createSecret"), { code: "rotationDisabled" });
        platform.vault.setRotationEnabled(secretArns.reader, true);

        const lines = platform.log.map((line) => {
            const { durationMs, ...rest } = toRecord(JSON.parse(line));
            return [typeof durationMs, rest];
        });
        const done = steps.map((step) => [
            "number",
            { requestId: "request-1", step, ok: true, code: null, outcome: "done" },
        ]);
        const refused = {
            requestId: "request-1",
            step: "createSecret",
            ok: false,
            code: "rotationDisabled",
            outcome: "notSent",
        };
        assert.deepEqual(lines, [...done, ["number", refused]]);
    });
});
