import { doesNotThrow, throws } from "node:assert/strict";
import { requireLocalCaller } from "../../../../tools/local/serve/callers";

describe("requireLocalCaller", () => {
    for (const host of ["127.0.0.1:4000", "localhost:4000"]) {
        it(`accepts the host ${host}`, () => {
            const check = () => {
                requireLocalCaller({ host }, 4000);
            };

            doesNotThrow(check);
        });
    }

    const refused: [what: string, headers: { host?: string; origin?: string }, message: string][] = [
        [
            "a name that leads here",
            { host: "evil.example:4000" },
            "Host: evil.example:4000: must be 127.0.0.1:4000 or localhost:4000",
        ],
        ["another port", { host: "127.0.0.1:4001" }, "Host: 127.0.0.1:4001: must be 127.0.0.1:4000 or localhost:4000"],
        ["no port", { host: "localhost" }, "Host: localhost: must be 127.0.0.1:4000 or localhost:4000"],
        ["no host", {}, "Host: none: must be 127.0.0.1:4000 or localhost:4000"],
        [
            "a web page",
            { host: "localhost:4000", origin: "http://localhost:4000" },
            "Origin: http://localhost:4000: web pages may not call the platform; send no Origin header",
        ],
        [
            "a web page without an origin of its own",
            { host: "localhost:4000", origin: "null" },
            "Origin: null: web pages may not call the platform; send no Origin header",
        ],
    ];
    for (const [what, headers, message] of refused) {
        it(`refuses ${what}`, () => {
            const check = () => {
                requireLocalCaller(headers, 4000);
            };

            throws(check, { code: "AccessDeniedException", status: 403, message });
        });
    }
});
