import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { anchorOf } from "./markdown";

/** The relative links of a document that lead to a file or a heading that does not exist. */
export function brokenLinks(markdown: string, file: string): string[] {
    return [...withoutCode(markdown).matchAll(/\]\((?!https?:)(?<target>[^)\s]+)\)/g)]
        .map(({ groups }) => groups?.target ?? "")
        .filter((target) => {
            const [path = "", anchor] = target.split("#");
            const linked = path === "" ? file : join(dirname(file), path);
            if (path !== "" && !existsSync(linked)) {
                return true;
            }
            return (
                anchor !== undefined && !anchorsOf(path === "" ? markdown : readFileSync(linked, "utf8")).has(anchor)
            );
        });
}

/** What GitHub calls the headings of a document: a text that is there again gets a number. */
function anchorsOf(markdown: string): ReadonlySet<string> {
    const counts = new Map<string, number>();
    const anchors = [...withoutBlocks(markdown).matchAll(/^#{1,6} (.+)$/gm)].map(([, title = ""]) => {
        const anchor = anchorOf(title);
        const count = counts.get(anchor) ?? 0;
        counts.set(anchor, count + 1);
        return count === 0 ? anchor : `${anchor}-${String(count)}`;
    });
    return new Set(anchors);
}

function withoutCode(markdown: string): string {
    return withoutBlocks(markdown).replaceAll(/(?<!\[)`[^`\n]*`(?!\])/g, "");
}

function withoutBlocks(markdown: string): string {
    return markdown.replaceAll(/^( *)```[^]*?^\1```$/gm, "");
}
