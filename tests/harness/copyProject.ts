import { cpSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../offline/runProgram";

/** Copies the project into an empty folder, without hidden files. The copy shares the packages. */
export function copyProject(into: string): void {
    const parts = readdirSync(projectFolder).filter((part) => !/^(\..*|coverage|node_modules)$/.test(part));
    for (const part of parts) {
        cpSync(join(projectFolder, part), join(into, part), { recursive: true });
    }
    symlinkSync(join(projectFolder, "node_modules"), join(into, "node_modules"));
}
