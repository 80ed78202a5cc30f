import { didYouMean, nearest } from "../nearest";
import { isMapping } from "../values";

/** The form of a field's value. */
type Form = "text" | "texts" | "number" | "mappings";

const forms: Readonly<Record<Form, readonly [holds: (value: unknown) => boolean, text: string]>> = {
    text: [(value) => typeof value === "string", "a text"],
    texts: [
        (value) => Array.isArray(value) && value.every((each) => typeof each === "string"),
        "a list of texts, each in quotes",
    ],
    number: [(value) => /^\d{1,6}$/.test(String(value)), "a whole number"],
    mappings: [(value) => Array.isArray(value) && value.every(isMapping), "a list of mappings"],
};

/** The problem of a mapping with fields, a semicolon and the fix. Undefined if each is known and has its form. */
export function fieldProblem(
    where: string,
    value: unknown,
    known: Readonly<Record<string, Form>>,
    required: readonly string[] = [],
): string | undefined {
    if (!isMapping(value)) {
        return `${where}: must be a mapping of ${Object.keys(known).join(", ")}; write {} for none of them`;
    }
    const missing = required.find((name) => value[name] === undefined);
    if (missing !== undefined) {
        return `${where}: has no ${missing}; add it`;
    }
    for (const [name, field] of Object.entries(value)) {
        const form = known[name];
        if (form === undefined) {
            const names = Object.keys(known);
            return `${where}: ${name}: is not a field; use ${names.join(", ")}${didYouMean(nearest(name, names))}`;
        }
        const [holds, text] = forms[form];
        if (!holds(field)) {
            return `${where}: ${name}: must be ${text}; correct it`;
        }
    }
    return undefined;
}
