import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { requireProgram } from "../../../../tools/local/postgres/program";
import { meaningOf } from "../../../../tools/local/postgres/reasons";

describe("the output of PostgreSQL's programs", () => {
    it("is explained in one sentence if it points to a problem of the machine", async () => {
        const prints = "echo 'creating directory ... initdb: error: could not write: No space left on device'; exit 1";

        const run = requireProgram("/bin/sh", ["-c", prints], { account: undefined });

        await assert.rejects(run, {
            message:
                `the disk of the temporary folder ${tmpdir()} is full (No space left on device); ` +
                "free 500 MB, or set TMPDIR to another folder",
        });
    });

    it("names the user that has no name", () => {
        const meaning = meaningOf("initdb: could not look up effective user ID 12345: user does not exist\n");

        assert.equal(
            meaning,
            "the user that this runs as has no name (could not look up effective user ID 12345), which PostgreSQL needs; " +
                "add the user to /etc/passwd, or start as one that is there",
        );
    });

    it("stays unchanged otherwise", () => {
        assert.equal(meaningOf("FATAL: something else"), undefined);
    });
});
