import assert from "node:assert/strict";
import type { Answer } from "../../../handlers/access/handler";
import { migrations } from "../../../handlers/access/schema/migrations";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform, secretArns } from "../../harness/platform";

describe("the action healthCheck", () => {
    let platform: Platform;

    before(async () => {
        platform = await createPlatform("access_health");
        for (const kind of ["migration", "reader"] as const) await platform.rotate(kind);
    });

    after(async () => {
        await platform.drop();
    });

    it("describes both endpoints", async () => {
        const [server] = await platform.superuser<
            { version: string }[]
        >`select current_setting('server_version') as version`;

        const answer = await platform.access()({ action: "healthCheck" }, lambdaContext());

        const expected = {
            serverVersion: server?.version,
            auroraVersion: null,
            instance: null,
            role: "writer",
            tlsVersion: "TLSv1.3",
            tlsCipher: "TLS_AES_256_GCM_SHA384",
            schemaVersion: null,
            maxConnections: 100,
            replicaLagMs: null,
            extensions: [],
        };
        assert.equal(answer.ok, true);
        assert.deepEqual(steadyParts(answer), { writer: expected, reader: expected });
    });

    it("reads the secret once for both endpoints, and the dates of all secrets", async () => {
        const access = platform.access();
        platform.parameters.calls.length = 0;
        platform.vault.calls.length = 0;

        await access({ action: "healthCheck" }, lambdaContext());

        const calls = platform.vault.calls.map(({ command, input }) => [command, input.SecretId]);
        assert.equal(platform.parameters.calls.length, 2);
        assert.deepEqual(calls.sort(), [
            ["DescribeSecretCommand", secretArns.application],
            ["DescribeSecretCommand", secretArns.migration],
            ["DescribeSecretCommand", secretArns.reader],
            ["GetSecretValueCommand", secretArns.reader],
        ]);
    });

    it("returns the schema's version after createSchema", async () => {
        const access = platform.access();
        await access({ action: "createSchema" }, lambdaContext());

        const answer = await access({ action: "healthCheck" }, lambdaContext());

        assert.equal(steadyParts(answer).writer?.schemaVersion, migrations.length);
    });

    it("returns the lag of a reader", async () => {
        const port = platform.server.standby?.port ?? assert.fail();
        const before = platform.parameters.values.get("/test/database/port") ?? "";
        platform.parameters.values.set("/test/database/port", String(port));

        const answer = await platform.access()({ action: "healthCheck" }, lambdaContext());
        platform.parameters.values.set("/test/database/port", before);

        const { reader } = steadyParts(answer);
        assert.equal(reader?.role, "reader");
        assert.equal(typeof reader.replicaLagMs, "number");
    });

    it("describes one endpoint if the other cannot be reached", async () => {
        platform.parameters.values.set("/test/database/reader-host", "nowhere.invalid");

        const answer = await platform.access()({ action: "healthCheck" }, lambdaContext());
        platform.parameters.values.set("/test/database/reader-host", "localhost");

        const error = {
            code: "hostNotFound",
            message: "The database's host name cannot be resolved. Compare the parameters with the cluster.",
            retryable: true,
            outcome: "notSent",
        };
        assert.ok(!answer.ok);
        assert.deepEqual(answer.error, error);
        assert.deepEqual(answer.endpoints?.reader, { error });
        assert.equal(steadyParts(answer).writer?.role, "writer");
    });
});

type Part = Record<string, unknown>;

/** The endpoints without the values that differ between runs; those are only checked for plausibility. */
function steadyParts(answer: Answer): { writer?: Part; reader?: Part } {
    assert.ok(answer.action === "healthCheck" && answer.endpoints !== undefined);
    const { writer, reader } = answer.endpoints;
    return { writer: steady(writer), reader: steady(reader) };
}

function steady(endpoint: object): Part {
    if ("error" in endpoint) return { ...endpoint };
    const { latencyMs, connections, ...rest }: Part = { ...endpoint };
    assert.ok(typeof latencyMs === "number" && latencyMs > 0);
    assert.ok(typeof connections === "number" && connections >= 1);
    return rest;
}
