/**
 * Whether a metric filter's pattern matches a plain-text log event. It matches if the event contains all terms and no
 * term with `-`, or at least one term with `?`. Case matters.
 *
 * Throws for patterns that this project must not use: `?` together with other terms, which AWS then ignores, and
 * patterns that are not lists of terms.
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

/** A term with other characters than letters, digits and _ needs quotes. */
function termsOf(pattern: string): Term[] {
    const found = [...pattern.matchAll(/([?-]?)(?:"([^"]+)"|(\w+))(?: +|$)/g)];
    if (found.length === 0 || found.map(([all]) => all).join("") !== pattern) {
        throw new Error(`${pattern}: is no list of terms`);
    }
    return found.map(([, sign = "", quoted, word]) => ({ sign, text: quoted ?? word ?? "" }));
}
