import { providerKeys } from "./aws/providerKeys";
import { didYouMean, nearest } from "./nearest";
import { isMapping } from "./values";

/** Lists the errors in a stack's configuration, one per line. */
export class ConfigurationError extends Error {
    override readonly name = "ConfigurationError";
}

/**
 * Reads and checks a stack's values. An error does not stop the reading: the class records it and continues with a
 * placeholder, so that all errors are reported together, one per key. Rules that use a wrong value are skipped.
 * Placeholders never reach the program, because {@link finish} throws.
 */
export class Configuration {
    private readonly values: ReadonlyMap<string, string>;
    private readonly known = new Set<string>();
    private readonly wrong = new Set<string>();
    private readonly secret = new Set<string>();
    private readonly mistakes: string[] = [];

    /** @param values the values as text, by key. */
    constructor(values: Readonly<Record<string, string>>) {
        // A map, so that a key such as `constructor` finds nothing that was not configured.
        this.values = new Map(Object.entries(values));
    }

    /** Any text. A missing key is an error. An empty value is valid: optional keys have an empty default. */
    text(key: string): string {
        this.known.add(key);
        const value = this.values.get(key);
        if (value === undefined) {
            this.note(key, `${key}: has no value; set it with pulumi config set ${key} <value>`);
        }
        return value ?? "";
    }

    /** A whole number from `min` to `max`, inclusive. */
    integer(key: string, min: number, max: number): number {
        const text = this.text(key);
        const value = Number(text);
        const valid = /^-?\d{1,15}$/.test(text) && value >= min && value <= max;
        this.require(key, valid, `must be a whole number from ${min} to ${max}`);
        return valid ? value : min;
    }

    /** One of the numbers. */
    oneOf(key: string, numbers: readonly number[]): number {
        const text = this.text(key);
        const value = numbers.find((number) => String(number) === text);
        this.require(key, value !== undefined, `must be ${either(numbers)}`);
        return value ?? 0;
    }

    /** One of the words. */
    choice<T extends string>(key: string, words: readonly [T, ...T[]]): T {
        const text = this.text(key);
        const value = words.find((word) => word === text);
        const meant = didYouMean(nearest(text, words));
        this.require(key, value !== undefined, `must be ${either(words)}${meant}`);
        return value ?? words[0];
    }

    /** `true` or `false`. */
    flag(key: string): boolean {
        const text = this.text(key);
        this.require(key, text === "true" || text === "false", "must be true or false");
        return text === "true";
    }

    /**
     * A list of texts. Pulumi passes it as JSON.
     *
     * @param kind `secret` keeps the value out of messages.
     */
    list(key: string, kind: "public" | "secret" = "public"): readonly string[] {
        if (kind === "secret") {
            this.secret.add(key);
        }
        const value = parseJson(this.text(key));
        const valid = isTextList(value);
        this.require(
            key,
            valid,
            'must be a list of texts; write it in the stack\'s file as a list, each text in quotes, or as "[]"',
        );
        return valid ? value : [];
    }

    /** A list of whole numbers from `min` to `max`, inclusive. Pulumi passes it as JSON. */
    integers(key: string, min: number, max: number): readonly number[] {
        const value = parseJson(this.text(key));
        const valid = isIntegerList(value) && value.every((item) => item >= min && item <= max);
        this.require(
            key,
            valid,
            `must be a list of whole numbers from ${min} to ${max}; write it in the stack's file as a list`,
        );
        return valid ? value : [];
    }

    /** A mapping of texts. Pulumi passes it as JSON. Numbers become texts. */
    map(key: string): Readonly<Record<string, string>> {
        const value = parseJson(this.text(key));
        const valid = isTextMap(value);
        this.require(
            key,
            valid,
            'must be a mapping of texts; write it in the stack\'s file as a mapping, each text in quotes, or as "{}"',
        );
        return valid ? Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)])) : {};
    }

    /** A mapping of values of any form. Pulumi passes it as JSON. */
    object(key: string): Readonly<Record<string, unknown>> {
        const value = parseJson(this.text(key));
        const valid = isMapping(value);
        this.require(key, valid, 'must be a mapping; write it in the stack\'s file as a mapping, or as "{}"');
        return valid ? value : {};
    }

    /** Records an error of the key's value if a rule returned one: the problem, a semicolon and the fix. */
    check(key: string, problem: string | undefined): void {
        this.require(key, problem === undefined, problem ?? "");
    }

    /**
     * Records an error of the key's value unless the rule holds.
     *
     * @param problem the problem, a semicolon and the fix.
     * @param others other keys whose values the rule uses. The rule is skipped if one of them is wrong.
     */
    require(key: string, holds: boolean, problem: string, ...others: readonly string[]): void {
        if (!holds && !others.some((other) => this.wrong.has(other))) {
            const value = this.secret.has(key) ? "(not shown)" : shown(this.values.get(key));
            this.note(key, `${key}: ${value}: ${problem}`);
        }
    }

    /** @throws ConfigurationError with all errors, including every key that was not read. */
    finish(stack: string): void {
        for (const key of [...this.values.keys()].filter((each) => !this.known.has(each)).sort()) {
            // Without its value, because an unknown key may hold a secret.
            this.note(key, `${key}: ${unknownKey(key, [...this.known])}`);
        }
        if (this.mistakes.length > 0) {
            const count = this.mistakes.length === 1 ? "a mistake" : `${this.mistakes.length} mistakes`;
            throw new ConfigurationError(
                [`The configuration of stack ${stack} has ${count}:`, ...this.mistakes].join("\n  "),
            );
        }
    }

    private note(key: string, line: string): void {
        if (!this.wrong.has(key)) {
            this.wrong.add(key);
            this.mistakes.push(line);
        }
    }
}

function unknownKey(key: string, known: readonly string[]): string {
    const whose = key.startsWith("aws:") ? "the AWS provider" : "this project";
    // A key of the project may have a mistyped namespace.
    const [, name = key] = /^[^:]*:(.*)$/.exec(key) ?? [];
    const suggestion = nearest(key, [...known, ...providerKeys]) ?? nearest(name, known);
    return `is not a key of ${whose}; remove it${suggestion === undefined ? "" : `, or did you mean ${suggestion}?`}`;
}

/** The value on one line, shortened for a message. */
function shown(value: string | undefined): string {
    if (value === undefined || value === "") {
        return "(empty)";
    }
    const line = value.replace(/\s+/g, " ");
    return line.length > 100 ? `${line.slice(0, 100)}...` : line;
}

function either(values: readonly (string | number)[]): string {
    const last = values.at(-1) ?? "";
    return values.length < 2 ? String(last) : `${values.slice(0, -1).join(", ")} or ${last}`;
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

function isTextList(value: unknown): value is string[] {
    return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isIntegerList(value: unknown): value is number[] {
    return Array.isArray(value) && value.every((item) => Number.isInteger(item));
}

function isTextMap(value: unknown): value is Record<string, string | number> {
    return (
        isMapping(value) && Object.values(value).every((item) => typeof item === "string" || typeof item === "number")
    );
}
