import assert from "node:assert/strict";
import { randomPassword } from "../../../../../tools/local/aws/secrets/randomPassword";

describe("randomPassword", () => {
    const cases: [what: string, options: Record<string, unknown>, pattern: RegExp][] = [
        ["32 characters without a space", {}, /^[!-~]{32}$/],
        ["the length asked for", { PasswordLength: 1, RequireEachIncludedType: false }, /^[!-~]$/],
        ["digits alone", { ExcludeLowercase: true, ExcludeUppercase: true, ExcludePunctuation: true }, /^[0-9]{32}$/],
        ["neither upper case nor digits", { ExcludeUppercase: true, ExcludeNumbers: true }, /^[^A-Z0-9]{32}$/],
        [
            "none of the excluded characters",
            { ExcludeCharacters: ":/@\"'\\", PasswordLength: 4096 },
            /^[^:/@"'\\]{4096}$/,
        ],
        ["one of each kind", { PasswordLength: 4 }, /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^a-zA-Z0-9]).{4}$/],
        ["a space where it is included", { IncludeSpace: true, PasswordLength: 5 }, /^(?=.* )(?=.*[a-z])(?=.*\d).{5}$/],
    ];
    for (const [what, options, pattern] of cases) {
        it(`gives ${what}`, () => {
            assert.match(randomPassword(options), pattern);
        });
    }

    it("returns a new password for each call", () => {
        const passwords = new Set(Array.from({ length: 50 }, () => randomPassword({})));

        assert.equal(passwords.size, 50);
    });

    const refused: [what: string, options: Record<string, unknown>, code: string][] = [
        ["a length of 0", { PasswordLength: 0 }, "ValidationException"],
        ["a length over 4096", { PasswordLength: 4097 }, "ValidationException"],
        ["a length that is no number", { PasswordLength: "32" }, "SerializationException"],
        ["a length too short for each kind", { PasswordLength: 3 }, "InvalidParameterException"],
        ["a kind whose characters are all excluded", { ExcludeCharacters: "0123456789" }, "InvalidParameterException"],
        [
            "no character at all",
            { ExcludeLowercase: true, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true },
            "InvalidParameterException",
        ],
    ];
    for (const [what, options, code] of refused) {
        it(`refuses ${what}`, () => {
            assert.throws(() => randomPassword(options), { code });
        });
    }
});
