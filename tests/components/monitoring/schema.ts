/** What is wrong with a value, each with its place; empty where nothing is. */
export type Check = (value: unknown, place: string) => string[];

/** The members of an object: those that it must have, and those that it may have. */
export interface Members {
    readonly required?: Readonly<Record<string, Check>>;
    readonly optional?: Readonly<Record<string, Check>>;
}

/** A check that says one thing. */
export function rule(holds: (value: unknown) => boolean, problem: string): Check {
    return (value, place) => (holds(value) ? [] : [`${place}: ${problem}`]);
}

export const text = rule((value) => typeof value === "string" && value !== "", "is no text");
export const flag = rule((value) => typeof value === "boolean", "is neither true nor false");
export const float = rule((value) => Number.isFinite(value), "is no number");

/** A whole number. */
export function integer(min: number, max = Number.MAX_SAFE_INTEGER): Check {
    const holds = (value: unknown) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
    return rule(holds, `is no whole number from ${min} to ${max}`);
}

/** A text of this form. */
export function textLike(form: RegExp, problem: string): Check {
    return rule((value) => typeof value === "string" && form.test(value), problem);
}

/** One of these texts. */
export function oneOf(...words: readonly string[]): Check {
    return rule((value) => typeof value === "string" && words.includes(value), `is none of ${words.join(", ")}`);
}

/** A list of so many values, each checked. */
export function listOf(min: number, max: number, check: Check): Check {
    return (value, place) => {
        if (!Array.isArray(value) || value.length < min || value.length > max) {
            return [`${place}: is no list of ${min} to ${max}`];
        }
        return value.flatMap((item: unknown, index) => check(item, `${place}[${index}]`));
    };
}

/** An object with these members and no other. */
export function record({ required = {}, optional = {} }: Members): Check {
    const checks = new Map(Object.entries({ ...required, ...optional }));
    return (value, place) => {
        if (typeof value !== "object" || value === null || Array.isArray(value)) {
            return [`${place}: is no object`];
        }
        const members = new Map<string, unknown>(Object.entries(value));
        const missing = Object.keys(required).filter((name) => !members.has(name));
        return [
            ...missing.map((name) => `${place}.${name}: is missing`),
            ...[...members].flatMap(([name, member]) =>
                (checks.get(name) ?? rule(() => false, "is no member"))(member, `${place}.${name}`),
            ),
        ];
    };
}

/** All of these checks. */
export function all(...checks: readonly Check[]): Check {
    return (value, place) => checks.flatMap((check) => check(value, place));
}
