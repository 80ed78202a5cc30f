/** The candidate with the smallest edit distance to a word. Undefined if none is close. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
    const ranked = candidates
        .map((candidate) => ({ candidate, changes: distance(word.toLowerCase(), candidate.toLowerCase()) }))
        .sort((a, b) => a.changes - b.changes);
    const best = ranked[0];
    // With changes to more than a third of the word it is a different word, not a typing error.
    return best !== undefined && best.changes <= Math.max(2, word.length / 3) ? best.candidate : undefined;
}

/** Levenshtein distance: the number of insertions, deletions and replacements between two words. */
function distance(from: string, to: string): number {
    let row = Array.from({ length: to.length + 1 }, (_, i) => i);
    for (let i = 1; i <= from.length; i++) {
        const next = [i];
        for (let j = 1; j <= to.length; j++) {
            const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
            next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[to.length] ?? 0;
}

/** A suggestion to append to a fix. Empty if there is none. */
export function didYouMean(suggestion: string | undefined): string {
    return suggestion === undefined ? "" : ` (did you mean ${suggestion}?)`;
}
