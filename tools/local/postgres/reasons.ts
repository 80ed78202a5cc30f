import { tmpdir } from "node:os";

/**
 * Output of PostgreSQL's programs that points to a problem of the machine (`src/common/username.c`, and the system's
 * messages for `ENOSPC` and `EDQUOT`), with an explanation for the user.
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

/** Returns the explanation of a program's output, or undefined if the output is not known. */
export function meaningOf(printed: string): string | undefined {
    for (const [pattern, meaning] of reasons) {
        const [found] = pattern.exec(printed) ?? [];
        if (found !== undefined) return meaning(found);
    }
    return undefined;
}
