import { readdirSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../offline/runProgram";

const withoutDocuments = ["node_modules", "coverage"];

/** Every Markdown file of the project. */
export function documents(folder = projectFolder): string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
            const isSkipped = withoutDocuments.includes(entry.name) || /^\.(?!github$)/.test(entry.name);
            return isSkipped ? [] : documents(path);
        }
        return entry.name.endsWith(".md") ? [path] : [];
    });
}
