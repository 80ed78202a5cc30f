import { randomInt } from "node:crypto";
import { awsError } from "../awsError";
import { type JsonObject, optionalFlag, optionalText, wholeNumber } from "../fields";

/**
 * Generates a password with GetRandomPassword's options and defaults: 32 characters, at least one of each type, no
 * space. Throws AWS's errors if the options leave no characters.
 */
export function randomPassword(options: JsonObject): string {
    const length = wholeNumber(options, "PasswordLength", { minimum: 1, maximum: 4096, standard: 32 });
    const excluded = optionalText(options, "ExcludeCharacters") ?? "";
    const kinds = characterKinds(options).map((characters) =>
        Array.from(characters).filter((c) => !excluded.includes(c)),
    );
    const all = kinds.flat();
    const required = options["RequireEachIncludedType"] === false ? [] : kinds;
    if (all.length === 0 || required.some((characters) => characters.length === 0)) {
        throw awsError("InvalidParameterException", "The exclusions leave no character of a type that is required.");
    }
    if (length < required.length) {
        throw awsError("InvalidParameterException", "Password length is too short based on the required types.");
    }
    const characters = [...required, ...Array<string[]>(length - required.length).fill(all)].map(pick);
    return shuffled(characters).join("");
}

function characterKinds(options: JsonObject): string[] {
    return [
        { characters: "abcdefghijklmnopqrstuvwxyz", included: !optionalFlag(options, "ExcludeLowercase") },
        { characters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", included: !optionalFlag(options, "ExcludeUppercase") },
        { characters: "0123456789", included: !optionalFlag(options, "ExcludeNumbers") },
        { characters: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", included: !optionalFlag(options, "ExcludePunctuation") },
        { characters: " ", included: optionalFlag(options, "IncludeSpace") },
    ].flatMap(({ characters, included }) => (included ? [characters] : []));
}

function pick(characters: readonly string[]): string {
    return characters[randomInt(characters.length)] ?? "";
}

/** Fisher-Yates shuffle, so that the required characters are not all at the front. */
function shuffled(characters: readonly string[]): string[] {
    const rest = [...characters];
    return characters.flatMap(() => rest.splice(randomInt(rest.length), 1));
}
