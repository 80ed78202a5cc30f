import { arrow } from "./references";

/**
 * A value, or several, in one line. Of references that follow each other, what begins as the one before is written
 * once: `→ aws:ssm:Parameter host, port`.
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

/** What a reference has before its last word: the type, and before an output the resource's name. */
function beginningOf(text = ""): string | undefined {
    return text.startsWith(arrow) ? text.slice(0, text.lastIndexOf(" ") + 1) : undefined;
}

/** One value, so that it takes one line and an empty text is seen. */
export function scalarText(value: unknown): string {
    const isPlainText = typeof value === "string" && value !== "" && !/[\n\r]/.test(value);
    return isPlainText ? value : JSON.stringify(value);
}
