import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";

/** The project's `package.json`. */
export function packageJson(): Record<string, unknown> {
    return toRecord(JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")));
}
