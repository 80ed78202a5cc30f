/** A link of a document. */
export interface Link {
    readonly text: string;
    readonly target: string;
}

/** A table of a document, with the Markdown text of its cells. */
export interface Table {
    /** The heading above the table. */
    readonly heading: string;
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
}

/** The links of a text, in order, without links to headings of the same document. */
export function linksOf(markdown: string): Link[] {
    return [...markdown.matchAll(/\[(?<text>[^\]]+)\]\((?<target>[^)#]+)(?:#[^)]*)?\)/g)].map(({ groups }) => ({
        text: groups?.text ?? "",
        target: groups?.target ?? "",
    }));
}

/** The tables of a document, in order. */
export function tablesOf(markdown: string): Table[] {
    return markdown
        .split(/^#+ /m)
        .flatMap((section) =>
            [...section.matchAll(/^\|.*\n\|[ :|-]+\n(?:\|.*\n)+/gm)].map(([table]) =>
                parseTable(headingOf(section), table),
            ),
        );
}

/**
 * The one table under a heading.
 *
 * @throws if there is none or more than one.
 */
export function tableUnder(markdown: string, heading: string): Table {
    const [table, another] = tablesOf(markdown).filter((each) => each.heading === heading);
    if (table === undefined || another !== undefined) {
        throw new Error(`${heading}: the document has no table under this heading, or more than one`);
    }
    return table;
}

/** The code blocks of a language, in order, without the indentation of a list. */
export function codeBlocks(language: string, markdown: string): string[] {
    return [...markdown.matchAll(/^( *)```(\w*)\n([^]*?)^\1```$/gm)]
        .filter(([, , found]) => found === language)
        .map(([, indentation = "", , block = ""]) => block.replaceAll(new RegExp(`^${indentation}`, "gm"), ""));
}

/** The anchor that GitHub gives a heading: lower case, hyphens for spaces, and no punctuation. */
export function anchorOf(title: string): string {
    return title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
        .replaceAll(" ", "-");
}

function headingOf(section: string): string {
    return section.slice(0, section.indexOf("\n"));
}

function parseTable(heading: string, text: string): Table {
    const [head = [], , ...rows] = text.trimEnd().split("\n").map(cellsOf);
    return { heading, head, rows };
}

/** Splits a row at its bars. A bar within a cell has a backslash before it. */
function cellsOf(line: string): string[] {
    return line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll("\\|", "|"));
}
