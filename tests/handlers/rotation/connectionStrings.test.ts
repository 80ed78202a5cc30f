import { deepEqual, equal } from "node:assert/strict";
import { Client } from "pg";
import postgres from "postgres";
import { passwordOptions } from "../../../handlers/rotation/steps/createSecret";
import { randomPassword } from "../../../tools/local/aws/secrets/randomPassword";

const passwords = Array.from({ length: 500 }, () => randomPassword(passwordOptions));

describe("a rotation's password, pasted into a connection string as it is", () => {
    const readers: [reader: string, read: (uri: string) => string | null | undefined][] = [
        ["Node.js's URL", (uri) => new URL(uri).password],
        ["node-postgres", (uri) => new Client(uri).password],
        ["Postgres.js", (uri) => String(postgres(uri, { max: 1 }).options.pass)],
    ];
    for (const [reader, read] of readers) {
        it(`is what ${reader} reads`, () => {
            const misread = passwords.filter(
                (password) => read(`postgresql://login:${password}@host:5432/database`) !== password,
            );

            deepEqual(misread, []);
        });
    }

    it("is the value of a parameter in a query string", () => {
        const read = passwords.map((password) => new URLSearchParams(`user=login&password=${password}`));

        deepEqual(
            read.map((query) => query.get("password")),
            passwords,
        );
    });

    it("is one word of a shell and a field of a pass file", () => {
        const plain = passwords.filter((password) => /^[A-Za-z0-9]{32}$/.test(password));

        equal(plain.length, passwords.length);
    });
});
