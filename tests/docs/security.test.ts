import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toRecord } from "../../offline/toRecord";
import { projectFolder } from "../../offline/runProgram";
import { linksOf, tablesOf } from "./markdown";
import { missingFiles, missingProofs, proofsOf } from "./proofs";

const file = join(projectFolder, "docs/security.md");
const text = readFileSync(file, "utf8");
const tables = tablesOf(text);
const rows = tables.flatMap((table) => table.rows);

describe("docs/security.md", () => {
    it("has a control, a proof and the remaining risk for each threat", () => {
        const groups = tables.map(({ heading }) => heading);

        const heads = new Set(tables.map(({ head }) => head.join(", ")));

        assert.deepEqual(groups, [
            "Network",
            "Credentials at rest",
            "Pulumi's state",
            "Logs",
            "Errors",
            "SQL of callers",
            "IAM",
            "KMS and deletion",
            "Supply chain and CI",
            "The artifact",
            "Denial of service",
            "Monitoring",
            "On this machine",
        ]);
        assert.deepEqual([...heads], ["threat, control, proof, remaining risk"]);
        assert.deepEqual(
            rows.filter((cells) => cells.length !== 4 || cells.includes("")),
            [],
        );
    });

    it("proves each threat by a test, or says that it does not", () => {
        const unclear = rows.filter(
            ([, , proof = ""]) => /^not proven here: \S/.test(proof) === proofsOf(proof).length > 0,
        );

        assert.deepEqual(unclear, []);
    });

    it("names the files that stop what is proven to be stopped", () => {
        const proven = rows.filter(([, , proof = ""]) => proofsOf(proof).length > 0);

        const unnamed = proven.filter(([, stop = ""]) => linksOf(stop).length === 0);

        assert.ok(proven.length > 50);
        assert.deepEqual(unnamed, []);
    });

    it("names files and tests that are there", () => {
        const missing = [...missingFiles(text, file), ...missingProofs(text, file)];

        assert.deepEqual(missing, []);
    });
});

describe("the check of what a document names", () => {
    const here = "../tests/docs/security.test.ts";

    it("misses a test of another title, in another file, or in a file that is not there", () => {
        const named = [
            `[names files and tests that are there](${here})`,
            `[names files](${here})`,
            `[names files and tests that are there](../tests/docs/errors.test.ts)`,
            `[names files and tests that are there](../tests/docs/none.test.ts)`,
        ];

        const missing = missingProofs(named.join("; "), file);

        assert.deepEqual(missing, [
            `${here}: names files`,
            "../tests/docs/errors.test.ts: names files and tests that are there",
            "../tests/docs/none.test.ts: names files and tests that are there",
        ]);
    });

    it("takes an ellipsis for what a template fills in, and for nothing else", () => {
        const titles = ["refuses …", "refuses", "refuses a … in …", "…"];

        const missing = missingProofs(
            titles.map((title) => `[${title}](../tests/handlers/rotation/event.test.ts)`).join(),
            file,
        );

        assert.deepEqual(
            missing,
            titles.slice(1).map((title) => `../tests/handlers/rotation/event.test.ts: ${title}`),
        );
    });

    it("misses a file that is not there", () => {
        const missing = missingFiles("[a](security.md#network) [b](none.md) [c](https://example.com)", file);

        assert.deepEqual(missing, ["none.md"]);
    });
});

describe("the packages", () => {
    const read = (name: string) => toRecord(JSON.parse(readFileSync(join(projectFolder, name), "utf8")));

    it("are pinned, each with its digest", () => {
        const { dependencies, devDependencies } = read("package.json");
        const { packages } = read("package-lock.json");

        const versions = Object.entries({ ...toRecord(dependencies), ...toRecord(devDependencies) });
        const locked = Object.entries(toRecord(packages)).filter(([path]) => path !== "");

        assert.ok(versions.length > 20 && locked.length > versions.length);
        assert.deepEqual(
            versions.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(String(version))),
            [],
        );
        assert.deepEqual(
            locked
                .filter(([, entry]) => !String(toRecord(entry).integrity).startsWith("sha512-"))
                .map(([path]) => path),
            [],
        );
    });
});
