import { equal } from "node:assert/strict";
import { passText, serviceText } from "../../../local/keep/connectionTexts";
import { loginOf } from "./logins";

describe("serviceText", () => {
    it("gives each service its section, certificate and name verified", () => {
        const services = [loginOf("one", "one_a", "").service, loginOf("two", "two_b", "").service];

        const text = serviceText(services);

        const section = (name: string, user: string) =>
            `[${name}]\nhost=db.example\nhostaddr=127.0.0.1\nport=5433\ndbname=experimentation\nuser=${user}\n` +
            "sslmode=verify-full\nsslrootcert=/tmp/a folder/authority.pem\n";
        equal(text, `${section("one", "one_a")}\n${section("two", "two_b")}`);
    });
});

describe("passText", () => {
    it("gives each login its line, by the host that libpq compares", () => {
        const text = passText([loginOf("one", "one_a", "first"), loginOf("two", "two_b", "second")]);

        equal(text, "db.example:5433:experimentation:one_a:first\ndb.example:5433:experimentation:two_b:second\n");
    });

    it("escapes what would end a field", () => {
        const text = passText([loginOf("one", "one_a", "a:b\\c")]);

        equal(text, "db.example:5433:experimentation:one_a:a\\:b\\\\c\n");
    });
});
