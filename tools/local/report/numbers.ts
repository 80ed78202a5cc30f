/** Formats a number for people. Null, from a question that cannot be answered, is the empty text. */
export function decimals(value: unknown, digits: number, factor = 1): string {
    if (value === null) return "";
    const text = (factor * Number(value)).toFixed(digits);
    return /^-[0.]*$/.test(text) ? text.slice(1) : text;
}

/** The same with its sign. */
export function signed(value: unknown, digits: number, factor = 1): string {
    const text = decimals(value, digits, factor);
    return /^[1-9]|^0.*[1-9]/.test(text) ? `+${text}` : text;
}

/** Formats a p-value with two significant digits. */
export function pValue(value: unknown): string {
    return value === null ? "" : Number(value).toPrecision(2);
}
