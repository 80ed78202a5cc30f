import { deepEqual, equal, match } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { projectFolder } from "../../../../offline/runProgram";
import { keptCommands, keptDocument, keptText } from "../../../../tools/local/serve/instructions";
import { kept } from "./kept";

describe("keptCommands", () => {
    it("are ready to paste", () => {
        const run = (program: string) => `(unset AWS_PROFILE; set -a; . /tmp/local-keep-1/application.env; ${program})`;
        const snippets = join(projectFolder, "docs/snippets");

        const commands = keptCommands(kept);

        deepEqual(commands, {
            invoke: `curl -d '{"action":"healthCheck"}' ${kept.invokeUrl}`,
            rollUp: `curl -d '{"action":"rollUp"}' ${kept.invokeUrl}`,
            rotate: "curl -X POST http://127.0.0.1:4000/rotate/application",
            psql:
                "PGSERVICEFILE=/tmp/local-keep-1/pg_service.conf PGPASSFILE=/tmp/local-keep-1/pgpass " +
                "psql service=x-application",
            service: run(`node ${projectFolder}/examples/application/main.mjs`),
            node: run(`node ${snippets}/application.mjs checkout-button green`),
            python: run(`python3 ${snippets}/application.py checkout-button green`),
            go: run(`cd ${snippets}/pgx && go run .`),
            java: run(`cd ${snippets}/jdbc && mvn -q compile exec:java`),
        });
    });

    it("are ready to paste if the temporary folder's name has special characters", () => {
        const serviceFile = "/tmp/it's a $HOME/pg_service.conf";
        const { psql } = keptCommands({ ...kept, serviceFile });

        const seen = execFileSync("sh", ["-c", psql.replace(/psql .*/, "printenv PGSERVICEFILE")], {
            encoding: "utf8",
        });

        equal(seen, `${serviceFile}\n`);
    });
});

describe("keptText", () => {
    it("shows every command, the choices, and how to stop", () => {
        const text = keptText(kept);

        const { application: uri } = kept.uris;
        const { application: jdbcUrl } = kept.jdbcUrls;
        for (const line of [...Object.values(keptCommands(kept)), uri, jdbcUrl]) {
            equal(text.includes(`    ${line}\n`), true);
        }
        equal(text.includes(kept.caFile), true);
        match(text, /migration, application, reader.*x-migration, x-application, x-reader.*until Ctrl-C/s);
    });
});

describe("keptDocument", () => {
    it("holds all addresses and the commands", () => {
        const document = keptDocument(kept);

        deepEqual(document, { ...kept, commands: keptCommands(kept) });
    });
});
