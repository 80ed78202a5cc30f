/** Whether a name says that its value is a password, a token or a private key. */
export function isNamedAsPassword(name: string): boolean {
    return /pass(word|wd|phrase)|token|(private|access|api)[_-]?key/i.test(name);
}

/**
 * Whether a text is, or holds, something that only one who may log in should know: a private key, an access key of
 * AWS, a URL with a password, or a word made as passwords are, long and of all kinds of characters. ARNs and other URLs
 * are none, though RDS's own secrets have ARNs of all kinds of characters.
 */
export function looksLikePassword(text: string): boolean {
    return (
        /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) ||
        /\b(AKIA|ASIA)[A-Z0-9]{16}\b/.test(text) ||
        /:\/\/[^\s/:@]+:[^\s/@]+@/.test(text) ||
        text.split(/\s+/).some(isMadeAsPassword)
    );
}

function isMadeAsPassword(word: string): boolean {
    return word.length >= 12 && !/^arn:|:\/\//.test(word) && kinds.every((kind) => kind.test(word));
}

const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[!#$%^&*()+=[\]{};<>?~|,]/];
