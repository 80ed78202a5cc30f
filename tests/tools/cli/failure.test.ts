import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectFolder } from "../../../offline/runProgram";
import { failureText } from "../../../tools/cli/failure";

const temporary = join(tmpdir(), "local-function-1");
const artifact = join(projectFolder, ".artifacts/access.js");

const cases: readonly (readonly [message: string, text: string])[] = [
    ["stack: nope: has no file", "stack: nope: has no file"],
    [
        `EROFS: read-only file system, open '${artifact}'`,
        `${artifact}: read-only file system (EROFS); ` +
            "let this user write to the project's folder, or work in a copy of it",
    ],
    [
        `error serializing property "code": error serializing property "x": EACCES: permission denied, mkdir '${artifact}'`,
        `${artifact}: permission denied (EACCES); let this user write to the project's folder, or work in a copy of it`,
    ],
    [
        `EACCES: permission denied, mkdtemp '${temporary}'`,
        `${temporary}: permission denied (EACCES); set TMPDIR to a folder that this user may write to`,
    ],
    [
        `ENOSPC: no space left on device, copyfile '/packages/initdb' -> '${temporary}'`,
        `${temporary}: no space left on device (ENOSPC); free some, or set TMPDIR to a folder with 500 MB`,
    ],
    ["ENOSPC: no space left on device, write", "the system: no space left on device (ENOSPC); free some"],
    [
        `ENOENT: no such file or directory, scandir '${projectFolder}/node_modules/a'`,
        `${projectFolder}/node_modules/a: no such file or directory (ENOENT); run: npm ci`,
    ],
    [
        `EEXIST: file already exists, mkdir '${artifact}'`,
        `${artifact}: file already exists (EEXIST); move or remove the existing file`,
    ],
    [
        "EMFILE: too many open files, open '/a'",
        "/a: too many open files (EMFILE); let this user open more files, for instance with ulimit -n 4096",
    ],
    ["EIO: i/o error, read", "the system: i/o error (EIO); see docs/troubleshooting.md"],
    [
        `spawn ${temporary}/bin/initdb EACCES`,
        `${temporary}/bin/initdb: cannot be run (EACCES); ` +
            "set TMPDIR to a folder that programs may be run from: not one that is mounted noexec",
    ],
    ["spawn /bin/sh ENOENT", "/bin/sh: cannot be run (ENOENT); see docs/troubleshooting.md"],
    [
        "EIO: i/o error, read\n\nThe functions' last log lines:\n  access: started",
        "the system: i/o error (EIO); see docs/troubleshooting.md\n\nThe functions' last log lines:\n  access: started",
    ],
];

describe("the text of a failure", () => {
    for (const [where, temporaryFolder, file, fix] of [
        [
            "the project in the temporary folder",
            dirname(projectFolder),
            artifact,
            "let this user write to the project's",
        ],
        [
            "the temporary folder in the project",
            join(projectFolder, "tmp"),
            join(projectFolder, "tmp/a"),
            "set TMPDIR to",
        ],
    ] as const) {
        it(`names the fix of the inner folder: ${where}`, () => {
            const before = process.env.TMPDIR;
            process.env.TMPDIR = temporaryFolder;

            const text = failureText(new Error(`EROFS: read-only file system, open '${file}'`));

            if (before === undefined) delete process.env.TMPDIR;
            else process.env.TMPDIR = before;
            assert.ok(text.startsWith(`${file}: read-only file system (EROFS); ${fix}`), text);
        });
    }

    for (const [message, text] of cases) {
        it(`of ${message.split(projectFolder).join("").split(tmpdir()).join("").slice(0, 60)} is one sentence with the fix`, () => {
            assert.equal(failureText(new Error(message)), text);
        });
    }

    it("supports Node.js's own errors and thrown values of any type", () => {
        const file = join(projectFolder, "package.json");
        const thrown = (run: () => unknown): unknown => {
            try {
                return run();
            } catch (error) {
                return error;
            }
        };

        const texts = [
            thrown(() => readFileSync(join(projectFolder, "no-such-file"))),
            thrown(() => {
                mkdirSync(file);
            }),
            thrown(() => {
                writeFileSync(join(file, "within"), "");
            }),
            "a text",
        ].map(failureText);

        assert.ok(existsSync(file));
        assert.deepEqual(texts, [
            `${join(projectFolder, "no-such-file")}: no such file or directory (ENOENT); run: npm ci`,
            `${file}: file already exists (EEXIST); move or remove the existing file`,
            `${join(file, "within")}: not a directory (ENOTDIR); move or remove the existing file`,
            "a text",
        ]);
    });
});
