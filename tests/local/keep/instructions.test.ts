import { deepEqual, equal, match } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { keptCommands, keptDocument, keptText } from "../../../local/keep/instructions";
import { kept } from "./kept";

describe("keptCommands", () => {
    it("are ready to paste", () => {
        const commands = keptCommands(kept);

        deepEqual(commands, {
            invoke: `curl -d '{"action":"healthCheck"}' ${kept.invokeUrl}`,
            rotate: "curl -X POST http://127.0.0.1:4000/rotate/application",
            psql:
                "PGSERVICEFILE=/tmp/local-keep-1/pg_service.conf PGPASSFILE=/tmp/local-keep-1/pgpass " +
                "psql service=x-application",
        });
    });

    it("are ready to paste where the temporary folder has a strange name", () => {
        const serviceFile = "/tmp/it's a $HOME/pg_service.conf";
        const { psql } = keptCommands({ ...kept, serviceFile });

        const seen = execFileSync("sh", ["-c", psql.replace(/psql .*/, "printenv PGSERVICEFILE")], {
            encoding: "utf8",
        });

        equal(seen, `${serviceFile}\n`);
    });
});

describe("keptText", () => {
    it("shows every command, what there is to choose from, and how it ends", () => {
        const text = keptText(kept);

        const { invoke, rotate, psql } = keptCommands(kept);
        for (const command of [invoke, rotate, psql]) equal(text.includes(`    ${command}\n`), true);
        match(text, /migration, application, reader.*x-migration, x-application, x-reader.*until Ctrl-C/s);
    });
});

describe("keptDocument", () => {
    it("holds where everything is, and the commands", () => {
        const document = keptDocument(kept);

        deepEqual(document, { ...kept, commands: keptCommands(kept) });
    });
});
