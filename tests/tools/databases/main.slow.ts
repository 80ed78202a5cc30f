import { deepEqual, equal, match } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { projectFolder } from "../../../offline/runProgram";

/** An AWS CLI that records its arguments, and writes an answer of the function into the file that they end with. */
const fakeAws = (folder: string) => `#!${process.execPath}
const fs = require("node:fs");
const args = process.argv.slice(2);
if (args[0] === "--version") console.log("aws-cli/2.31.0");
else {
    fs.writeFileSync(${JSON.stringify(join(folder, "call.json"))}, JSON.stringify(args));
    fs.writeFileSync(args.at(-1), process.env.FAKE_ANSWER);
    console.log(process.env.FAKE_ERROR ?? "None");
}
`;

describe("npm run databases", function () {
    this.timeout(60_000);

    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "databases-test-"));
        writeFileSync(join(folder, "aws"), fakeAws(folder));
        chmodSync(join(folder, "aws"), 0o755);
    });

    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    const run = (args: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
        spawnSync(process.execPath, ["tools/cli/start.cjs", "tools/databases/main.ts", ...args], {
            cwd: projectFolder,
            encoding: "utf8",
            env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ""}`, ...variables },
        });
    const call = () => list(JSON.parse(readFileSync(join(folder, "call.json"), "utf8")));

    it("sends the configuration to the deployed function, and prints SQL", () => {
        const answer = {
            statements: [{ database: "a", statement: "SELECT 1" }],
            unmanaged: ["role x is not declared"],
        };

        const { status, stdout } = run(["--stack", "prod"], { FAKE_ANSWER: JSON.stringify(answer) });

        equal(stdout, "-- in database a\nSELECT 1;\n-- not touched: role x is not declared\n");
        equal(status, 3);
        const args = call();
        deepEqual(args.slice(0, 6), [
            "lambda",
            "invoke",
            "--region",
            "us-east-1",
            "--function-name",
            "experimentation-prod-rotation",
        ]);
        equal(
            args[args.indexOf("--payload") + 1],
            '{"action":"planDatabases","declaration":{"roles":[],"databases":[]}}',
        );
    });

    it("ends with 0 if there is nothing to do", () => {
        const { status, stdout } = run(["--json"], { FAKE_ANSWER: '{"statements":[],"unmanaged":[]}' });

        deepEqual([status, JSON.parse(stdout)], [0, { statements: [], unmanaged: [] }]);
    });

    it("applies the deployed declaration alone", () => {
        const { status } = run(["--apply"], {
            FAKE_ANSWER: '{"statements":[{"database":"a","statement":"b"}],"unmanaged":[]}',
        });

        const args = call();
        equal(status, 0);
        equal(args[args.indexOf("--payload") + 1], '{"action":"applyDatabases"}');
    });

    const failures: readonly (readonly [string, RegExp])[] = [
        [
            "permissionDenied: Database two belongs to x.",
            /experimentation-dev-rotation: permissionDenied: Database two belongs to x/,
        ],
        [
            "eventInvalid: Step: must be one of createSecret",
            /knows no declared databases yet, so the next up creates all of them; use --new/,
        ],
    ];
    for (const [errorMessage, text] of failures) {
        it(`reports the function's failure: ${errorMessage}`, () => {
            const { status, stderr } = run([], {
                FAKE_ANSWER: JSON.stringify({ errorMessage }),
                FAKE_ERROR: "Unhandled",
            });

            equal(status, 1);
            match(stderr, text);
        });
    }

    it("plans for a new server without AWS CLI", () => {
        rmSync(join(folder, "aws"));

        const { status, stdout } = run(["--new"], { PATH: folder });

        match(stdout, /^-- in database experimentation\nCREATE ROLE "experimentation_owner" NOLOGIN;\n/);
        equal(status, 3);
    });
});

function list(value: unknown): string[] {
    return (Array.isArray(value) ? value : []).map(String);
}
