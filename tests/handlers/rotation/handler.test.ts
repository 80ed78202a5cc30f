import assert from "node:assert/strict";
import { toRecord } from "../../../offline/toRecord";
import { awsFailure, lambdaContext } from "../../harness/fakes";
import { createPlatform, type Kind, masterArn, type Platform, secretArns, steps, whoAmI } from "../../harness/platform";
import { master } from "../../harness/postgres";

const kinds: readonly Kind[] = ["migration", "application", "reader"];
const arn = secretArns.application;

describe("the rotation function", () => {
    let platform: Platform;

    before(async () => {
        platform = await createPlatform("rotation");
    });

    beforeEach(() => {
        platform.resetSecrets();
    });

    afterEach(async () => {
        await platform.dropRoles();
    });

    after(async () => {
        await platform.drop();
    });

    it("makes the first login and moves AWSCURRENT alone", async () => {
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

    it("asks for a password of letters and digits alone", async () => {
        await platform.rotate("application");

        const call = platform.vault.calls.find(({ command }) => command === "GetRandomPasswordCommand");
        assert.deepEqual(call?.input, { PasswordLength: 32, ExcludePunctuation: true });
    });

    it("alternates the logins and leaves the one before it working", async () => {
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

    it("gives the same result when each step is done twice", async () => {
        const token = platform.vault.startRotation(arn);

        for (const step of steps) {
            await platform.step("application", token, step);
            await platform.step("application", token, step);
        }

        assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_a");
        const puts = platform.vault.calls.filter(({ command }) => command === "PutSecretValueCommand");
        assert.equal(puts.length, 1);
    });

    for (const [index, step] of steps.entries()) {
        it(`starts again from the first step after ${step} was interrupted`, async () => {
            await platform.rotate("application");
            const token = platform.vault.startRotation(arn);
            for (const done of steps.slice(0, index)) await platform.step("application", token, done);
            const before = await whoAmI(platform, "AWSCURRENT");
            failWrites(platform, step);
            await assert.rejects(platform.step("application", token, step));
            platform.vault.onCall = () => undefined;

            for (const again of steps) await platform.step("application", token, again);

            assert.equal(before, "application_a");
            assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_b");
            assert.equal(await whoAmI(platform, "AWSPREVIOUS"), "application_a");
        });
    }

    it("lets a new rotation follow one that was given up after setSecret", async () => {
        await platform.rotate("application");
        const abandoned = platform.vault.startRotation(arn);
        await platform.step("application", abandoned, "createSecret");
        await platform.step("application", abandoned, "setSecret");

        await platform.rotate("application");

        assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_b");
        assert.equal(await whoAmI(platform, "AWSPREVIOUS"), "application_a");
    });

    it("makes all three logins at once", async () => {
        await Promise.all(kinds.map((kind) => platform.rotate(kind)));

        for (const kind of kinds) {
            const client = platform.login(kind);
            const [row] = await client<{ name: string }[]>`select session_user as name`;
            await client.end();
            assert.equal(row?.name, `${kind}_a`);
        }
    });

    it("makes one password when the same step runs twice at once", async () => {
        const token = platform.vault.startRotation(arn);

        await Promise.all([1, 2].map(() => platform.step("application", token, "createSecret")));
        await Promise.all([1, 2].map(() => platform.step("application", token, "setSecret")));
        await platform.step("application", token, "testSecret");
        await platform.step("application", token, "finishSecret");

        assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_a");
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

    it("gives up when the master's password stays wrong", async () => {
        await platform.rotate("application");
        const token = platform.vault.startRotation(arn);
        await platform.step("application", token, "createSecret");
        platform.vault.overwrite(masterArn, "AWSCURRENT", { ...master, password: "wrong" });

        await assert.rejects(platform.step("application", token, "setSecret"), {
            code: "authenticationFailed",
            message:
                "authenticationFailed: The server refused the master's login. Rotate the master's secret, then this one.",
        });

        assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_a");
    });

    const masters: readonly (readonly [string, string, string])[] = [
        [
            '{"host":"x"}',
            "credentialsNotReady",
            "The master's secret has no login. Rotate the master's secret, then this one.",
        ],
        [
            "password",
            "secretMalformed",
            "The master's secret is not the JSON that RDS writes. Rotate it, then this one.",
        ],
    ];
    for (const [value, code, message] of masters) {
        it(`names the master's secret where that holds ${value}`, async () => {
            const token = platform.vault.startRotation(arn);
            await platform.step("application", token, "createSecret");
            platform.vault.overwriteText(masterArn, "AWSCURRENT", value);

            const setting = platform.step("application", token, "setSecret");

            await assert.rejects(setting, { code, message: `${code}: ${message}` });
        });
    }

    it("names the pending login where the server refuses it", async () => {
        const token = platform.vault.startRotation(arn);
        await platform.step("application", token, "createSecret");

        await assert.rejects(platform.step("application", token, "testSecret"), {
            code: "authenticationFailed",
            message:
                "authenticationFailed: The server refused the pending login application_a. " +
                "Let Secrets Manager repeat the rotation, which sets its password.",
        });
    });

    it("makes everything again in a database restored without its roles", async () => {
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

    const refusals: readonly (readonly [string, string, (platform: Platform, token: string) => void])[] = [
        [
            "rotation is not enabled",
            "rotationDisabled",
            ({ vault }) => {
                vault.setRotationEnabled(arn, false);
            },
        ],
        ["the version is no longer pending", "versionNotPending", ({ vault }) => void vault.startRotation(arn)],
        [
            "AWS denies the call",
            "awsAccessDenied",
            ({ vault }) => {
                vault.onCall = () => {
                    throw awsFailure("AccessDeniedException");
                };
            },
        ],
        [
            "the pending version is for somebody else",
            "secretMalformed",
            ({ vault }) => {
                vault.overwrite(arn, "AWSPENDING", { ...vault.value(arn, "AWSPENDING"), username: "joe" });
            },
        ],
        [
            "the pending version is for the login in use",
            "secretMalformed",
            ({ vault }) => {
                vault.overwrite(arn, "AWSPENDING", vault.value(arn, "AWSCURRENT"));
            },
        ],
    ];
    for (const [what, code, prepare] of refusals) {
        it(`leaves the current login working where ${what}`, async () => {
            await platform.rotate("application");
            const token = platform.vault.startRotation(arn);
            await platform.step("application", token, "createSecret");
            prepare(platform, token);

            await assert.rejects(platform.step("application", token, "setSecret"), { code, name: code });

            assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_a");
        });
    }

    it("refuses a secret that is none of its three", async () => {
        const event = { SecretId: masterArn, ClientRequestToken: "first", Step: "setSecret" };

        await assert.rejects(platform.rotation(event, lambdaContext()), { code: "eventInvalid" });
    });

    it("does nothing for a version that is current already", async () => {
        await platform.rotate("application");
        platform.vault.calls.length = 0;

        await platform.step("application", "token-1", "setSecret");

        assert.deepEqual(
            platform.vault.calls.map(({ command }) => command),
            ["DescribeSecretCommand"],
        );
    });

    it("ends before the time that the invocation has", async () => {
        const token = platform.vault.startRotation(arn);
        const event = { SecretId: arn, ClientRequestToken: token, Step: "createSecret" };

        await assert.rejects(platform.rotation(event, lambdaContext(500)), { code: "deadlineExceeded" });
    });

    it("logs a line for each step, with what became of it", async () => {
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

/** Lets AWS's calls that change something fail, and everything in `setSecret` and `testSecret` as well. */
function failWrites(platform: Platform, step: string): void {
    const writes = step === "createSecret" || step === "finishSecret";
    platform.vault.onCall = ({ command }) => {
        if (writes ? /^(Put|Update)/.test(command) : command === "GetSecretValueCommand") {
            throw awsFailure("InternalServiceError");
        }
    };
}
