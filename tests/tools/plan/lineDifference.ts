/**
 * The lines by which two texts differ, `-` before those of the first alone and `+` before those of the second alone, in
 * their order: what remains beside the longest common subsequence.
 */
export function lineDifference(first: string, second: string): string[] {
    const [olds, news] = [first.split("\n"), second.split("\n")];
    // By the positions from which both texts are read on: how many lines they still have in common.
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
