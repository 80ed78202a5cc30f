import { arrow } from "./references";

/**
 * One or several values in one line. Consecutive references share their common beginning:
 * `→ aws:ssm:Parameter host, port`.
 */
export function listText(value: unknown, separator = ", "): string {
    if (!Array.isArray(value)) {
        return scalarText(value);
    }
    const texts = value.map(scalarText);
    const shortened = texts.map((text, index) => {
        const beginning = beginningOf(text);
        const isRepeated = beginning !== undefined && beginning === beginningOf(texts[index - 1]);
        return isRepeated ? text.slice(beginning.length) : text;
    });
    return texts.length === 0 ? "none" : shortened.join(separator);
}

/** A reference without its last word: the type, and before an output also the resource's name. */
function beginningOf(text = ""): string | undefined {
    return text.startsWith(arrow) ? text.slice(0, text.lastIndexOf(" ") + 1) : undefined;
}

/** One value in one line. An empty text is visible. */
export function scalarText(value: unknown): string {
    const isPlainText = typeof value === "string" && value !== "" && !/[\n\r]/.test(value);
    return isPlainText ? value : JSON.stringify(value);
}
