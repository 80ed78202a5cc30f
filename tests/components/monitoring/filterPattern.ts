/**
 * Whether a metric filter's pattern takes an event of a log that is plain text: all terms are in it, and none of those
 * with `-`; or one of the terms with `?`. Terms are told apart by case.
 *
 * Refuses what the patterns of this project must not be: `?` beside other terms, which AWS then ignores, and what is no
 * list of terms.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export function filterTakes(pattern: string, message: string): boolean {
    const terms = termsOf(pattern);
    const optional = terms.filter(({ sign }) => sign === "?");
    if (optional.length > 0 && optional.length < terms.length) {
        throw new Error(`${pattern}: mixes ? with other terms; AWS ignores those with ?`);
    }
    if (optional.length > 0) {
        return optional.some(({ text }) => message.includes(text));
    }
    return terms.every(({ sign, text }) => message.includes(text) === (sign !== "-"));
}

interface Term {
    readonly sign: string;
    readonly text: string;
}

/** A term of other characters than letters, digits and _ stands in quotes. */
function termsOf(pattern: string): Term[] {
    const found = [...pattern.matchAll(/([?-]?)(?:"([^"]+)"|(\w+))(?: +|$)/g)];
    if (found.length === 0 || found.map(([all]) => all).join("") !== pattern) {
        throw new Error(`${pattern}: is no list of terms`);
    }
    return found.map(([, sign = "", quoted, word]) => ({ sign, text: quoted ?? word ?? "" }));
}
