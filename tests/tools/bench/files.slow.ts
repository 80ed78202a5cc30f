import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { runProgram } from "../../../offline/runProgram";
import { writeFiles } from "../../../tools/bench/files";
import { type CleanUp, endAll } from "../../../tools/local/platform/cleanUp";

describe("the files of the bench", () => {
    it("hold the artifacts and every baseline, each with its handler, and are removed at the end", async () => {
        const cleanUp: CleanUp = [];
        const program = await runProgram({ stack: "dev" });

        const { artifacts, baselines, driver } = await writeFiles(program, cleanUp);
        const wasThere = existsSync(driver);
        await endAll(cleanUp);

        const codes = [...Object.values(artifacts), ...Object.values(baselines)];
        const without = codes.filter(({ text, handler }) => !text.includes(handler.split(".")[1] ?? "\0"));
        assert.deepEqual(without, []);
        assert.deepEqual([wasThere, existsSync(driver)], [true, false]);
    });
});
