import { deepEqual, equal, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { healthMetrics } from "../../../handlers/access/health/healthMetrics";
import { projectFolder } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";
import { healthyEndpoints } from "../../handlers/access/healthyEndpoints";
import { accessBlocks, healthCheckExamples } from "./document";

describe("docs/access.md", () => {
    const snippets: Readonly<Record<string, readonly string[]>> = {
        js: ["examples/application/database.mjs", "docs/snippets/application.mjs", "docs/snippets/nodePostgres.mjs"],
        python: ["docs/snippets/application.py", "docs/snippets/sqlalchemy_engine.py"],
        go: ["docs/snippets/pgx/main.go"],
        java: ["docs/snippets/jdbc/Application.java"],
    };
    for (const [language, names] of Object.entries(snippets)) {
        it(`shows ${names.join(" and ")} unchanged`, () => {
            const files = names.map((name) => readFileSync(join(projectFolder, name), "utf8"));

            const shown = accessBlocks(language);

            equal(shown.length, files.length);
            const old = names.filter((_, index) => shown[index] !== files[index]);
            deepEqual(old, [], "copy these into the document");
        });
    }

    it("shows the metrics of the answer that it shows", () => {
        const { answer, metrics } = healthCheckExamples();
        const { migration, application, reader } = toRecord(answer.passwordAgeDays);
        const days = { migration: Number(migration), application: Number(application), reader: Number(reader) };
        const timestamp = Number(toRecord(metrics._aws).Timestamp);

        const made = healthMetrics(
            { ok: answer.ok === true, endpoints: healthyEndpoints, passwordAgeDays: days },
            {
                namespace: "experimentation-database/experimentation-dev",
                timestamp,
                requestId: String(metrics.requestId),
            },
        );

        ok(timestamp > 0);
        deepEqual(metrics, made);
    });
});
