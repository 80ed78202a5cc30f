import { deepEqual, throws } from "node:assert/strict";
import { UsageError } from "../../../tools/cli/command";
import { parseOptions } from "../../../tools/databases/options";

describe("the options of npm run databases", () => {
    it("plan dev by default", () => {
        const options = parseOptions([]);

        deepEqual(options, { stack: "dev", isNew: false, apply: false, json: false, help: false });
    });

    it("refuse to apply without a server", () => {
        throws(
            () => parseOptions(["--new", "--apply"]),
            new UsageError("--new: asks no server, so --apply has no effect; leave one of them out"),
        );
    });
});
