import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mapping } from "../../offline/mapping";
import { projectFolder } from "../../offline/runProgram";

/** The project's `package.json`. */
export function packageJson(): Record<string, unknown> {
    return mapping(JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")));
}
