/** Every text within a value, at any depth, with the keys that lead to it. Text that is JSON is looked into. */
export function textsWithin(value: unknown, path = ""): { readonly path: string; readonly text: string }[] {
    if (typeof value === "string") {
        const parsed = parseJson(value);
        return typeof parsed === "object" && parsed !== null ? textsWithin(parsed, path) : [{ path, text: value }];
    }
    if (typeof value !== "object" || value === null) {
        return [];
    }
    return Object.entries(value).flatMap(([key, inner]) => textsWithin(inner, `${path}.${key}`));
}

/** Whether a text contains a word that looks like a password: long, with all kinds of characters. */
export function looksLikePassword(text: string): boolean {
    return text
        .split(/\s+/)
        .some(
            (word) =>
                word.length >= 12 &&
                [/[a-z]/, /[A-Z]/, /\d/, /[!#$%^&*()+=[\]{};<>?~|,]/].every((kind) => kind.test(word)),
        );
}

/** Whether a property's name suggests a password, a key or a token. */
export function isNamedAsPassword(path: string): boolean {
    return /password|passwd|passphrase|privateKey|secretAccessKey|token/i.test(path);
}

/** The texts that a program gives to something called a password. */
export function passwordLiterals(code: string): string[] {
    return code.match(/\b(?:password|passwd|passphrase|pgpassword)["']?\s*[:=]\s*(["'`])[^"'`]+\1/gi) ?? [];
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
