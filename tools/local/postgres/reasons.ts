import { tmpdir } from "node:os";

/**
 * What PostgreSQL's programs print for trouble that is the machine's (`src/common/username.c`, and the system's own words
 * for `ENOSPC` and `EDQUOT`), and what it means for whoever starts them.
 */
const reasons: readonly (readonly [printed: RegExp, meaning: (found: string) => string])[] = [
    [
        /No space left on device|Disk quota exceeded/,
        (found) =>
            `the disk of the temporary folder ${tmpdir()} is full (${found}); free 500 MB, or set TMPDIR to another folder`,
    ],
    [
        /could not look up effective user ID \d+/,
        (found) =>
            `the user that this runs as has no name (${found}), which PostgreSQL needs; add the user to /etc/passwd, ` +
            "or start as one that is there",
    ],
];

/** What the printed text means, where it is known; undefined otherwise. */
export function meaningOf(printed: string): string | undefined {
    for (const [pattern, meaning] of reasons) {
        const [found] = pattern.exec(printed) ?? [];
        if (found !== undefined) return meaning(found);
    }
    return undefined;
}
