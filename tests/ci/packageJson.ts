import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toRecord } from "../../offline/toRecord";
import { projectFolder } from "../../offline/runProgram";

/** The project's `package.json`. */
export function packageJson(): Record<string, unknown> {
    return toRecord(JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")));
}
