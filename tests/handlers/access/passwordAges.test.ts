import assert from "node:assert/strict";
import postgres from "postgres";
import { type PasswordAges, passwordAges } from "../../../handlers/access/health/passwordAges";
import { type Deadline, deadlineIn } from "../../../handlers/shared/deadline";
import {
    awsFailure,
    createParameterStore,
    createVault,
    daysAgo,
    type ParameterStore,
    type Vault,
} from "../../harness/fakes";
import { secretArns } from "../../harness/platform";
import { offlineParameters } from "./offlineAccess";

describe("passwordAges", () => {
    let vault: Vault;
    let parameters: ParameterStore;
    let deadline: Deadline;

    beforeEach(() => {
        vault = createVault();
        for (const arn of Object.values(secretArns)) vault.add(arn, { password: "secret" });
        parameters = createParameterStore();
        for (const [name, value] of Object.entries(offlineParameters)) parameters.values.set(`/db/${name}`, value);
        deadline = deadlineIn(10_000);
    });

    afterEach(() => {
        deadline.stop();
    });

    for (const mode of ["readOnly", "readWrite"] as const) {
        it(`counts the days since the last rotation: ${mode}`, async () => {
            vault.setDates(secretArns.migration, { LastRotatedDate: daysAgo(29.96), CreatedDate: daysAgo(300) });
            vault.setDates(secretArns.application, { LastRotatedDate: daysAgo(7.44), CreatedDate: daysAgo(300) });
            vault.setDates(secretArns.reader, { LastRotatedDate: daysAgo(0.01), CreatedDate: daysAgo(300) });

            const ages = await readAges(mode);

            assert.deepEqual(ages, { migration: 30, application: 7.4, reader: 0 });
        });
    }

    it("reads the parameters once, each secret's dates once, and no value", async () => {
        await readAges();

        assert.deepEqual(
            parameters.calls.map(({ command }) => command),
            ["GetParametersCommand"],
        );
        assert.deepEqual(
            vault.calls,
            Object.values(secretArns).map((arn) => ({ command: "DescribeSecretCommand", input: { SecretId: arn } })),
        );
    });

    it("counts from the creation of a secret that was never rotated, even if it was changed", async () => {
        vault.setDates(secretArns.reader, { CreatedDate: daysAgo(12), LastChangedDate: daysAgo(1) });

        const { reader } = await readAges();

        assert.equal(reader, 12);
    });

    it("does not count from a change that came after the last rotation", async () => {
        const dates = { CreatedDate: daysAgo(90), LastRotatedDate: daysAgo(40), LastChangedDate: daysAgo(1) };
        vault.setDates(secretArns.reader, dates);

        const { reader } = await readAges();

        assert.equal(reader, 40);
    });

    it("is never below zero, even if the clocks differ", async () => {
        vault.setDates(secretArns.reader, { LastRotatedDate: daysAgo(-1), CreatedDate: daysAgo(5) });

        const { reader } = await readAges();

        assert.equal(reader, 0);
    });

    it("is unknown for a secret without a date", async () => {
        vault.setDates(secretArns.reader, {});

        const ages = await readAges();

        assert.deepEqual(codes(ages), { migration: 0, application: 0, reader: "awsUnavailable" });
    });

    const refusals = [
        ["AccessDeniedException", "awsAccessDenied"],
        ["ResourceNotFoundException", "awsUnavailable"],
        ["ThrottlingException", "awsUnavailable"],
    ] as const;
    for (const [name, code] of refusals) {
        it(`returns the other ages if one secret is refused with ${name}`, async () => {
            vault.onCall = ({ input }) => {
                if (input.SecretId === secretArns.application) throw awsFailure(name);
            };

            const ages = await readAges();

            assert.deepEqual(codes(ages), { migration: 0, application: code, reader: 0 });
        });

        it(`returns no age if the parameters are refused with ${name}`, async () => {
            parameters.onCall = () => {
                throw awsFailure(name);
            };

            const ages = await readAges();

            assert.deepEqual(codes(ages), { migration: code, application: code, reader: code });
            assert.deepEqual(vault.calls, []);
        });
    }

    it("uses ARNs that have changed since the last check", async () => {
        const replaced = `${secretArns.reader}x`;
        await readAges();
        vault.add(replaced, {});
        vault.setDates(replaced, { CreatedDate: daysAgo(3) });
        parameters.values.set("/db/reader-secret-arn", replaced);

        const { reader } = await readAges();

        assert.equal(reader, 3);
    });

    it("leaves out a secret without a response, before the deadline", async () => {
        deadline.stop();
        deadline = deadlineIn(400);
        vault.onCall = ({ input }) => (input.SecretId === secretArns.reader ? never : undefined);

        const ages = await readAges();

        assert.deepEqual(codes(ages), { migration: 0, application: 0, reader: "awsUnavailable" });
        assert.ok(deadline.remaining() > 100, String(deadline.remaining()));
    });

    it("stops waiting for parameters after two seconds at most", async () => {
        parameters.onCall = () => never;
        const start = performance.now();

        const ages = await readAges();

        const took = performance.now() - start;
        assert.deepEqual(codes(ages), {
            migration: "awsUnavailable",
            application: "awsUnavailable",
            reader: "awsUnavailable",
        });
        assert.ok(took > 1900 && took < 3000, String(took));
    });

    it("is unknown if no time is left", async () => {
        deadline.stop();
        deadline = deadlineIn(0);

        const ages = await readAges();

        assert.deepEqual(codes(ages), {
            migration: "awsUnavailable",
            application: "awsUnavailable",
            reader: "awsUnavailable",
        });
    });

    async function readAges(mode: "readOnly" | "readWrite" = "readOnly"): Promise<PasswordAges> {
        const dependencies = { ssm: parameters.client, secretsManager: vault.client, postgres };
        const names = { environment: "test", parameterPath: "/db/", metricsNamespace: "test" };
        const settings = { ...names, mode, eventRetentionDays: undefined, extensions: [], pauses: false, ca: "" };
        return await passwordAges(dependencies, settings, deadline);
    }
});

/** The response that never arrives. */
const never = new Promise(() => undefined);

/** The ages, with an error's code in place of an unknown age. */
function codes(ages: PasswordAges): Record<string, unknown> {
    return Object.fromEntries(Object.entries(ages).map(([kind, age]) => [kind, age instanceof Error ? age.code : age]));
}
