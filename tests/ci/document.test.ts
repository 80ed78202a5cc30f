import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { values } from "./policies";
import { workflows } from "./workflows";

const file = join(projectFolder, "docs/ci.md");
const text = readFileSync(file, "utf8");
const scripts = [...text.matchAll(/^ *```sh\n([^]*?)^ *```$/gm)].map(([, script]) =>
    String(script).replace(/^ {3}/gm, ""),
);

describe("docs/ci.md", () => {
    it("links to every workflow and to every policy", () => {
        const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => String(link));

        const policies = readdirSync(join(projectFolder, "docs/ci")).map((name) => `ci/${name}`);
        const expected = [...workflows.map(({ path }) => `../${path}`), ...policies];
        assert.equal(policies.length, 14);
        assert.deepEqual(
            expected.filter((link) => !links.includes(link)),
            [],
        );
    });

    it("has commands that the shell can parse", () => {
        const complaints = scripts.map(
            (script) => spawnSync("bash", ["-n"], { input: script, encoding: "utf8" }).stderr,
        );

        assert.ok(complaints.length > 8);
        assert.deepEqual(
            complaints.filter((complaint) => complaint !== ""),
            [],
        );
    });

    it("sets every variable of the policies", () => {
        const set = [...scripts.join("").matchAll(/(?:export|) (\w+)=/g)].map(([, name]) => String(name));

        assert.deepEqual(
            Object.keys(values).filter((name) => !set.includes(name)),
            [],
        );
    });

    for (const [partition, suffix] of [
        ["aws", "amazonaws.com"],
        ["aws-us-gov", "amazonaws.com"],
        ["aws-cn", "amazonaws.com.cn"],
    ]) {
        it(`derives the partition ${partition} and its DNS suffix from the caller`, () => {
            const lines = scripts.join("").match(/^export (PARTITION|DNS_SUFFIX)=.*$/gm) ?? [];
            const aws = `aws() { echo "arn:${partition}:iam::123456789012:user/operator"; }`;
            const input = [aws, ...lines, 'echo "$PARTITION $DNS_SUFFIX"'].join("\n");

            const { stdout } = spawnSync("bash", ["-e"], { input, encoding: "utf8" });

            assert.equal(stdout, `${partition} ${suffix}\n`);
        });
    }

    it("sets every variable that the workflows read", () => {
        const set = [...scripts.join("").matchAll(/gh variable set (\w+)/g)].map(([, name]) => name).sort();

        const read = workflows.flatMap((workflow) =>
            [...workflow.text.matchAll(/vars\.(\w+)/g)].map(([, name]) => name),
        );
        assert.deepEqual(set, [...new Set(read)].sort());
    });
});
