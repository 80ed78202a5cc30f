import { deepEqual, throws } from "node:assert/strict";
import { readLogin } from "../../../../tools/local/serve/logins";

describe("readLogin", () => {
    it("reads the login in a secret's value", () => {
        const login = readLogin("reader", '{"username":"reader_a","password":"p","host":"h"}');

        deepEqual(login, { username: "reader_a", password: "p" });
    });

    for (const value of ["{}", "null", '"a-password"', '{"password":"a-password"}', "a-password"]) {
        it(`refuses ${value} without quoting it`, () => {
            const read = () => readLogin("reader", value);

            throws(read, { message: "the secret reader holds no login; rotate it first" });
        });
    }
});
