import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { linksOf, tablesOf } from "./markdown";
import { emptyProofs, proofsOf } from "./proofs";

const file = join(projectFolder, "docs/security.md");
const text = readFileSync(file, "utf8");
// The table of the ways back has no threats.
const tables = tablesOf(text).filter(({ heading }) => heading !== "Each way back");
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

    it("links to a test of each control, or says that there is none", () => {
        const unclear = rows.filter(
            ([, , proof = ""]) => /^not proven here: \S/.test(proof) === proofsOf(proof).length > 0,
        );

        assert.deepEqual(unclear, []);
    });

    it("links to the code of each control that is proven", () => {
        const proven = rows.filter(([, , proof = ""]) => proofsOf(proof).length > 0);

        const unlinked = proven.filter(([, control = ""]) => linksOf(control).length === 0);

        assert.ok(proven.length > 50);
        assert.deepEqual(unlinked, []);
    });

    it("links to test files that contain tests", () => {
        const empty = emptyProofs(text, file);

        assert.deepEqual(empty, []);
    });
});

describe("the check of a document's proofs", () => {
    it("reports a file without tests, and a file that does not exist", () => {
        const files = ["security.test.ts", "proofs.ts", "none.test.ts"].map((name) => `../tests/docs/${name}`);

        const empty = emptyProofs(files.map((name) => `[proof](${name})`).join(", "), file);

        assert.deepEqual(empty, ["../tests/docs/proofs.ts", "../tests/docs/none.test.ts"]);
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
