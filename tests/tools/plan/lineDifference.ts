/**
 * The lines in which two texts differ, in their order: `-` before lines only of the first text, `+` before lines only
 * of the second. The longest common subsequence is left out.
 */
export function lineDifference(first: string, second: string): string[] {
    const [olds, news] = [first.split("\n"), second.split("\n")];
    // For each pair of positions, the number of common lines from there on.
    const common = [...olds, ""].map(() => [...news, ""].map(() => 0));
    const commonFrom = (old: number, now: number) => common[old]?.[now] ?? 0;
    for (let old = olds.length - 1; old >= 0; old--) {
        for (let now = news.length - 1; now >= 0; now--) {
            const row = common[old] ?? [];
            row[now] =
                olds[old] === news[now]
                    ? commonFrom(old + 1, now + 1) + 1
                    : Math.max(commonFrom(old + 1, now), commonFrom(old, now + 1));
        }
    }
    const lines: string[] = [];
    let [old, now] = [0, 0];
    while (old < olds.length || now < news.length) {
        if (old < olds.length && now < news.length && olds[old] === news[now]) {
            old++;
            now++;
        } else if (now === news.length || (old < olds.length && commonFrom(old + 1, now) >= commonFrom(old, now + 1))) {
            lines.push(`- ${olds[old++] ?? ""}`);
        } else {
            lines.push(`+ ${news[now++] ?? ""}`);
        }
    }
    return lines;
}
