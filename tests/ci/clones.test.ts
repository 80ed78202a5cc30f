import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toRecord } from "../../offline/toRecord";
import { environmentOf } from "./expressions";
import { allowing } from "./policies";
import { jobs, stepsOf } from "./workflows";

/** A double of the AWS CLI, which lists clusters with the values of their tag. */
const aws = `#!/usr/bin/env bash
printf '%s\\n' "$*" > "$CALL"
printf "$CLUSTERS"
exit "$AWS_STATUS"
`;

const today = `#!/usr/bin/env bash
case "$*" in
    '--utc +%F') echo 2026-11-27 ;;
    *) echo "date does not know: $*" >&2; exit 1 ;;
esac
`;

const findClones = toRecord(stepsOf(toRecord(jobs.find(({ name }) => name === "clones.yml find")?.definition)).at(-1));

const finding = (cluster: string, day: string) =>
    `::error title=Clone after its last day::${cluster}: its tag expires-on is ${day}; decommission and destroy the ` +
    "stack with this identifier, or set its cloneExpiresOn to a later day\n";

const cases: readonly [what: string, clusters: string, status: number, stdout: string][] = [
    ["accepts an account without clones", "", 0, ""],
    [
        "accepts a clone on its last day, and one before it",
        "experimentation-a\t2026-11-27\nexperimentation-b\t2027-01-01\n",
        0,
        "",
    ],
    [
        "finds each clone after its last day",
        "experimentation-a\t2026-11-26\nexperimentation-b\t2026-11-27\nexperimentation-c\t2025-12-31\n",
        1,
        finding("experimentation-a", "2026-11-26") + finding("experimentation-c", "2025-12-31"),
    ],
    [
        "finds a clone whose tag somebody changed to no day",
        "experimentation-a\tsoon\n",
        1,
        finding("experimentation-a", "soon"),
    ],
    ["accepts a clone that stays", "experimentation-prod-2\tnever\n", 0, ""],
    ["finds a clone whose tag somebody emptied", "experimentation-a\t\n", 1, finding("experimentation-a", "")],
];

describe("the nightly search for clones", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "clones-"));
        writeFileSync(join(folder, "aws"), aws, { mode: 0o755 });
        writeFileSync(join(folder, "date"), today, { mode: 0o755 });
    });

    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    for (const [what, clusters, status, stdout] of cases) {
        it(what, () => {
            const found = search({ clusters });

            assert.deepEqual([found.status, found.stdout, found.stderr], [status, stdout, ""]);
        });
    }

    it("fails if the clusters cannot be listed", () => {
        const found = search({ clusters: "", awsStatus: 254 });

        assert.deepEqual([found.status, found.stdout], [254, ""]);
    });

    it("lists the clusters of this program that have the tag, which the preview role may do", () => {
        const { call } = search({ clusters: "" });

        // The query was tried with jmespath 1.1.0, which the AWS CLI uses.
        assert.equal(
            call,
            "rds describe-db-clusters --output text --query " +
                "DBClusters[?starts_with(DBClusterIdentifier, 'experimentation-') && TagList[?Key=='expires-on']]. " +
                "[DBClusterIdentifier, TagList[?Key=='expires-on'].Value | [0]]\n",
        );
        assert.deepEqual(allowing("preview-policy.json", "rds:DescribeDBClusters", "*"), ["DescribeConfiguration"]);
    });

    /** Runs the step as its runner does. */
    function search({ clusters, awsStatus = 0 }: { readonly clusters: string; readonly awsStatus?: number }) {
        const env = {
            PATH: `${folder}:${String(process.env.PATH)}`,
            CALL: join(folder, "call"),
            CLUSTERS: clusters,
            AWS_STATUS: String(awsStatus),
            ...environmentOf(findClones, {}),
        };
        const script = String(findClones.run);
        const found = spawnSync("bash", ["--noprofile", "--norc", "-e", "-c", script], { env, encoding: "utf8" });
        return { ...found, call: readFileSync(env.CALL, "utf8") };
    }
});
