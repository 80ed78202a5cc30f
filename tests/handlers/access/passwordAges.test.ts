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

describe("passwordAges", () => {
    let vault: Vault;
    let parameters: ParameterStore;
    let deadline: Deadline;

    beforeEach(() => {
        vault = createVault();
        for (const arn of Object.values(secretArns)) vault.add(arn, { password: "secret" });
        parameters = createParameterStore();
        for (const [name, value] of Object.entries(parameterValues)) parameters.values.set(`/db/${name}`, value);
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

            const ages = await ask(mode);

            assert.deepEqual(ages, { migration: 30, application: 7.4, reader: 0 });
        });
    }

    it("asks once for the parameters, once for each secret's dates, and never for a value", async () => {
        await ask();

        assert.deepEqual(
            parameters.calls.map(({ command }) => command),
            ["GetParametersCommand"],
        );
        assert.deepEqual(
            vault.calls,
            Object.values(secretArns).map((arn) => ({ command: "DescribeSecretCommand", input: { SecretId: arn } })),
        );
    });

    it("counts from its creation where a secret was never rotated, however it was changed", async () => {
        vault.setDates(secretArns.reader, { CreatedDate: daysAgo(12), LastChangedDate: daysAgo(1) });

        const { reader } = await ask();

        assert.equal(reader, 12);
    });

    it("does not count from a change after the last rotation", async () => {
        const dates = { CreatedDate: daysAgo(90), LastRotatedDate: daysAgo(40), LastChangedDate: daysAgo(1) };
        vault.setDates(secretArns.reader, dates);

        const { reader } = await ask();

        assert.equal(reader, 40);
    });

    it("is never below zero, whatever the two clocks say", async () => {
        vault.setDates(secretArns.reader, { LastRotatedDate: daysAgo(-1), CreatedDate: daysAgo(5) });

        const { reader } = await ask();

        assert.equal(reader, 0);
    });

    it("knows no age of a secret without a date", async () => {
        vault.setDates(secretArns.reader, {});

        const ages = await ask();

        assert.deepEqual(codes(ages), { migration: 0, application: 0, reader: "awsUnavailable" });
    });

    const refusals = [
        ["AccessDeniedException", "awsAccessDenied"],
        ["ResourceNotFoundException", "awsUnavailable"],
        ["ThrottlingException", "awsUnavailable"],
    ] as const;
    for (const [name, code] of refusals) {
        it(`answers the others' ages where one is refused with ${name}`, async () => {
            vault.onCall = ({ input }) => {
                if (input.SecretId === secretArns.application) throw awsFailure(name);
            };

            const ages = await ask();

            assert.deepEqual(codes(ages), { migration: 0, application: code, reader: 0 });
        });

        it(`answers no age where the parameters are refused with ${name}`, async () => {
            parameters.onCall = () => {
                throw awsFailure(name);
            };

            const ages = await ask();

            assert.deepEqual(codes(ages), { migration: code, application: code, reader: code });
            assert.deepEqual(vault.calls, []);
        });
    }

    it("asks again for ARNs that have changed", async () => {
        const replaced = `${secretArns.reader}x`;
        await ask();
        vault.add(replaced, {});
        vault.setDates(replaced, { CreatedDate: daysAgo(3) });
        parameters.values.set("/db/reader-secret-arn", replaced);

        const { reader } = await ask();

        assert.equal(reader, 3);
    });

    it("gives up one secret that is not answered, before the deadline", async () => {
        deadline.stop();
        deadline = deadlineIn(400);
        vault.onCall = ({ input }) => (input.SecretId === secretArns.reader ? never : undefined);

        const ages = await ask();

        assert.deepEqual(codes(ages), { migration: 0, application: 0, reader: "awsUnavailable" });
        assert.ok(deadline.remaining() > 100, String(deadline.remaining()));
    });

    it("gives up parameters that are not answered, after two seconds at most", async () => {
        parameters.onCall = () => never;
        const start = performance.now();

        const ages = await ask();

        const took = performance.now() - start;
        assert.deepEqual(codes(ages), {
            migration: "awsUnavailable",
            application: "awsUnavailable",
            reader: "awsUnavailable",
        });
        assert.ok(took > 1900 && took < 3000, String(took));
    });

    it("knows no age where the time is over", async () => {
        deadline.stop();
        deadline = deadlineIn(0);

        const ages = await ask();

        assert.deepEqual(codes(ages), {
            migration: "awsUnavailable",
            application: "awsUnavailable",
            reader: "awsUnavailable",
        });
    });

    async function ask(mode: "readOnly" | "readWrite" = "readOnly"): Promise<PasswordAges> {
        const dependencies = { ssm: parameters.client, secretsManager: vault.client, postgres };
        const settings = { environment: "test", parameterPath: "/db/", mode, metricsNamespace: "test", ca: "" };
        return await passwordAges(dependencies, settings, deadline);
    }
});

const parameterValues = {
    host: "writer",
    "reader-host": "reader",
    port: "5432",
    name: "test",
    "secret-arn": secretArns.application,
    "reader-secret-arn": secretArns.reader,
    "migration-secret-arn": secretArns.migration,
};

/** What nobody ever answers. */
const never = new Promise(() => undefined);

/** The ages, and the codes of the errors in their places. */
function codes(ages: PasswordAges): Record<string, unknown> {
    return Object.fromEntries(Object.entries(ages).map(([kind, age]) => [kind, age instanceof Error ? age.code : age]));
}
