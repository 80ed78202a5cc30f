import { deepEqual, equal } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { projectFolder, runProgram } from "../../offline/runProgram";
import { startDatabase } from "../../tools/local/platform/database";
import { localMajors, ownMajor } from "../../tools/local/postgres/versions";
import { majorVariable } from "../harness/postgres";
import { projectKeys } from "../program/runs";

/** Tests of what differs between versions: roles and their rights, extensions, settings, system views, parameters. */
const files = [
    "tests/handlers/rotation/*.test.ts",
    ...[
        "createSchema",
        "healthCheck",
        "hostileSettings",
        "query",
        "rollUp*",
        "eventRetention",
        "schema/*",
        "schemaVersions",
        "upgradeCheck",
    ].map((name) => `tests/handlers/access/${name}.test.ts`),
    "tests/handlers/access/questions/*.test.ts",
    "tests/parameterFacts/serverLog.test.ts",
    "tests/parameterFacts/table.test.ts",
];

describe("PostgreSQL's other major versions", function () {
    this.timeout(600_000);

    for (const major of localMajors.filter((each) => each !== ownMajor)) {
        it(`${major} passes the tests of rotation, access, schema, health check and the table of cluster parameters`, () => {
            const mocha = require.resolve("mocha/bin/mocha.js");
            const environment = { ...process.env, [majorVariable]: String(major) };

            // A slower server must not fail a test.
            const { status, stdout } = spawnSync(process.execPath, [mocha, "--timeout", "120000", ...files], {
                cwd: projectFolder,
                env: environment,
                encoding: "utf8",
            });

            equal(status, 0, stdout);
        });

        it(`${major} runs on the local platform if the stack's engineVersion is ${major}`, async () => {
            const { resources } = await runProgram({
                stack: "dev",
                config: projectKeys({ engineVersion: String(major) }),
            });
            const { server } = await startDatabase(resources);
            const client = server.connectAsSuperuser("experimentation");
            try {
                const [row] = await client`select current_setting('server_version') as version`;

                deepEqual(String(row?.version).split(".")[0], String(major));
            } finally {
                await client.end();
                await server.stop();
            }
        });
    }
});
