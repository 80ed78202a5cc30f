import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentOf } from "./expressions";
import { firstStep } from "./workflows";

/** A double of GitHub's CLI, which reads its token from the environment. */
const gh = `#!/usr/bin/env bash
if [ -z "$GH_TOKEN" ]; then echo "gh has no token" >&2; exit 4; fi
case "$*" in
    'api repos/o/r/commits/main --jq .sha') echo "$HEAD_OF_MAIN" ;;
    *) echo "gh does not know: $*" >&2; exit 1 ;;
esac
exit "$GH_STATUS"
`;

describe("the first step of an update", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "newest-"));
        writeFileSync(join(folder, "gh"), gh, { mode: 0o755 });
    });

    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    it("accepts the head of main", () => {
        const { status, stdout, stderr } = firstStepOfUp({ head: "c0ffee" });

        assert.deepEqual([status, stdout, stderr], [0, "", ""]);
    });

    it("ends an older commit, and says which to use", () => {
        const { status, stdout } = firstStepOfUp({ head: "beef" });

        const rule = "is not the head of main, and would undo what came after it";
        assert.deepEqual([status, stdout], [1, `::error::c0ffee: ${rule}; use the run of beef\n`]);
    });

    it("ends a commit if GitHub does not return the head", () => {
        const { status, stdout } = firstStepOfUp({ head: "c0ffee", ghStatus: 1 });

        assert.deepEqual([status, stdout], [1, ""]);
    });

    /** Runs the step of a run of the commit `c0ffee`, as its runner does. */
    function firstStepOfUp({ head, ghStatus = 0 }: { head: string; ghStatus?: number }) {
        const step = firstStep("up.yml up");
        return spawnSync("bash", ["--noprofile", "--norc", "-e", "-c", String(step.run)], {
            env: {
                PATH: `${folder}:${String(process.env.PATH)}`,
                GITHUB_REPOSITORY: "o/r",
                GITHUB_SHA: "c0ffee",
                HEAD_OF_MAIN: head,
                GH_STATUS: String(ghStatus),
                ...environmentOf(step, { github: { token: "token" } }),
            },
            encoding: "utf8",
        });
    }
});
