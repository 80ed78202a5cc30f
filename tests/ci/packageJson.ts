import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mapping } from "../../local/program/mapping";
import { projectFolder } from "../../local/program/runProgram";

/** The project's `package.json`. */
export function packageJson(): Record<string, unknown> {
    return mapping(JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")));
}
