import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readSettings } from "../../../examples/application/settings.mjs";

const PARAMETER_PATH = "/experimentation/dev/database/";

describe("the application's environment", () => {
    it("sets the address to listen on; by default loopback only", () => {
        const read = [readSettings({ PARAMETER_PATH }), readSettings({ PARAMETER_PATH, HOST: "0.0.0.0", PORT: "0" })];

        assert.deepEqual(read, [
            { host: "127.0.0.1", port: 8080 },
            { host: "0.0.0.0", port: 0 },
        ]);
    });

    it("is refused with a list of all mistakes and their rules", () => {
        const read = () => readSettings({ PARAMETER_PATH: "/experimentation/dev/database", PORT: "70000" });

        assert.throws(read, {
            message: [
                "PARAMETER_PATH: /experimentation/dev/database: must begin and end with /, such as /experimentation/dev/database/",
                "PORT: 70000: must be a number from 0 to 65535",
            ].join("\n"),
        });
    });
});
