/** Splits a list that is written as text, at its spaces and line breaks. */
export function words(text: string): readonly string[] {
    return text.split(/\s+/).filter((word) => word !== "");
}
