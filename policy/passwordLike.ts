/**
 * Whether a name suggests that its value is a password, a token, a private key or the like. A name that ends in `arn`,
 * `id` or `name` may refer to a secret, for instance `MASTER_SECRET_ARN`, and a path may contain a folder of secrets.
 */
export function isNamedAsPassword(name: string): boolean {
    const words = wordsOf(name);
    return (
        /pass(word|wd|phrase|code)|pwd|token|(private|access|api)[_-]?key/i.test(name) ||
        (/(secret|credential|(signing|encryption)[_-]?key)[^/]*$/i.test(name) &&
            !["arn", "id", "name"].includes(words.at(-1) ?? "")) ||
        words.some((word) => word === "pass" || word === "pw")
    );
}

/** The words of `DB_PASS`, `db-pass` or `dbPass`, in lower case. */
function wordsOf(name: string): readonly string[] {
    const apart = name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
    return apart.match(/[a-z]+/g) ?? [];
}

/**
 * Whether a text contains a credential: a private key, an access key of AWS, a URL or a connection string with a
 * password, or a word that looks like a password, long and with all kinds of characters. ARNs and other URLs do not
 * count, although the ARNs of RDS's own secrets have all kinds of characters.
 */
export function looksLikePassword(text: string): boolean {
    return (
        /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) ||
        /\b(AKIA|ASIA)[A-Z0-9]{16}\b/.test(text) ||
        /:\/\/[^\s/:@]+:[^\s/@]+@/.test(text) ||
        /\b(password|pwd)\s*=\s*\S/i.test(text) ||
        text.split(/\s+/).some(isMadeAsPassword)
    );
}

function isMadeAsPassword(word: string): boolean {
    return word.length >= 12 && !/^arn:|:\/\//.test(word) && kinds.every((kind) => kind.test(word));
}

const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[!#$%^&*()+=[\]{};<>?~|,]/];
