/** What is shown in the place of a secret. */
export const mask = "[secret]";

/**
 * Whether a property's value is a secret by its name, also where nobody marked it as one. Names of secrets' ARNs, keys
 * and rules are none.
 */
export function isSecretName(key: string): boolean {
    return /(password|passphrase|secret_?(string|binary|value)|private_?key|api_?key|access_?key|token)(_?wo)?$/i.test(
        key,
    );
}
