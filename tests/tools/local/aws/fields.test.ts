import assert from "node:assert/strict";
import { optionalFlag, optionalText, requiredText, textList, wholeNumber } from "../../../../tools/local/aws/fields";

const input = { text: "a", empty: "", none: null, flag: true, number: 3, half: 0.5, list: ["a", "b"], mixed: ["a", 1] };
const range = { minimum: 1, maximum: 3, standard: 2 };

describe("the readers of a request's members", () => {
    const read: [what: string, actual: () => unknown, expected: unknown][] = [
        ["a required text", () => requiredText(input, "text"), "a"],
        ["an optional text", () => optionalText(input, "text"), "a"],
        ["an absent text", () => optionalText(input, "missing"), undefined],
        ["null as an absent text", () => optionalText(input, "none"), undefined],
        ["a flag", () => optionalFlag(input, "flag"), true],
        ["an absent flag", () => optionalFlag(input, "missing"), false],
        ["a number", () => wholeNumber(input, "number", range), 3],
        ["an absent number", () => wholeNumber(input, "missing", range), 2],
        ["a list", () => textList(input, "list", 1, 2), ["a", "b"]],
    ];
    for (const [what, actual, expected] of read) {
        it(`read ${what}`, () => {
            assert.deepEqual(actual(), expected);
        });
    }

    const invalid = (rule: string) => ({
        code: "ValidationException",
        message: `1 validation error detected: Value at ${rule}`,
    });
    const unreadable = (message: string) => ({ code: "SerializationException", message });
    const refused: [what: string, act: () => unknown, error: object][] = [
        [
            "a missing text",
            () => requiredText(input, "SecretId"),
            invalid("'secretId' failed to satisfy constraint: Member must not be null"),
        ],
        [
            "an empty text",
            () => requiredText(input, "empty"),
            invalid("'empty' failed to satisfy constraint: Member must have length greater than or equal to 1"),
        ],
        [
            "a number as text",
            () => optionalText(input, "number"),
            unreadable("The member number cannot be read as String."),
        ],
        ["a text as flag", () => optionalFlag(input, "text"), unreadable("The member text cannot be read as Boolean.")],
        [
            "a part as number",
            () => wholeNumber(input, "half", range),
            unreadable("The member half cannot be read as Long."),
        ],
        [
            "a number that is too large",
            () => wholeNumber(input, "number", { ...range, maximum: 2 }),
            invalid("'number' failed to satisfy constraint: Member must have value less than or equal to 2"),
        ],
        [
            "a number that is too small",
            () => wholeNumber(input, "number", { ...range, minimum: 4 }),
            invalid("'number' failed to satisfy constraint: Member must have value greater than or equal to 4"),
        ],
        [
            "a missing list",
            () => textList(input, "missing", 1, 2),
            invalid("'missing' failed to satisfy constraint: Member must not be null"),
        ],
        [
            "a list that is too long",
            () => textList(input, "list", 1, 1),
            invalid("'list' failed to satisfy constraint: Member must have length from 1 to 1"),
        ],
        [
            "a list of other things",
            () => textList(input, "mixed", 1, 2),
            unreadable("The member mixed cannot be read as List<String>."),
        ],
        [
            "a text as list",
            () => textList(input, "text", 1, 2),
            unreadable("The member text cannot be read as List<String>."),
        ],
    ];
    for (const [what, act, error] of refused) {
        it(`refuse ${what}`, () => {
            assert.throws(act, error);
        });
    }
});
