import { deepEqual, equal } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
    environmentText,
    passText,
    serviceJdbcUrl,
    serviceText,
    serviceUri,
} from "../../../../tools/local/serve/connectionTexts";
import { loginOf } from "./logins";

describe("serviceText", () => {
    it("gives each service its section, certificate and name verified", () => {
        const services = [loginOf("one", "one_a", "").service, loginOf("two", "two_b", "").service];

        const text = serviceText(services);

        const section = (name: string, user: string) =>
            `[${name}]\nhost=localhost\nport=5433\ndbname=experimentation\nuser=${user}\n` +
            "sslmode=verify-full\nsslrootcert=/tmp/a folder/authority.pem\n";
        equal(text, `${section("one", "one_a")}\n${section("two", "two_b")}`);
    });
});

describe("passText", () => {
    it("gives each login a line for each name by which clients call the server", () => {
        const text = passText([loginOf("one", "one_a", "first"), loginOf("two", "two_b", "second")]);

        deepEqual(text.split("\n"), [
            "localhost:5433:experimentation:one_a:first",
            "127.0.0.1:5433:experimentation:one_a:first",
            "db.example:5433:experimentation:one_a:first",
            "localhost:5433:experimentation:two_b:second",
            "127.0.0.1:5433:experimentation:two_b:second",
            "db.example:5433:experimentation:two_b:second",
            "",
        ]);
    });

    it("escapes what would end a field", () => {
        const text = passText([loginOf("one", "one_a", "a:b\\c")]);

        equal(text.split("\n")[0], "localhost:5433:experimentation:one_a:a\\:b\\\\c");
    });
});

describe("a service's URI", () => {
    const { service } = loginOf("one", "one_a", "secret");

    it("verifies certificate and name, and holds no password", () => {
        const uri = serviceUri(service);

        equal(
            uri,
            "postgresql://one_a@localhost:5433/experimentation?sslmode=verify-full" +
                "&sslrootcert=/tmp/a%20folder/authority.pem",
        );
    });

    it("is the same for pgjdbc, with the user as a parameter", () => {
        const url = serviceJdbcUrl(service);

        equal(
            url,
            "jdbc:postgresql://localhost:5433/experimentation?user=one_a&sslmode=verify-full" +
                "&sslrootcert=/tmp/a%20folder/authority.pem",
        );
    });
});

describe("environmentText", () => {
    const folder = mkdtempSync(join(tmpdir(), "environment-"));
    const file = join(folder, "application.env");
    after(() => {
        rmSync(folder, { recursive: true });
    });

    const shown = "process.stdout.write(JSON.stringify([process.env.PLAIN, process.env.PATH_WITH_SIGNS]))";
    const readers: [reader: string, path: string, program: string, args: readonly string[]][] = [
        [
            "a shell",
            "/tmp/it's a $HOME/ca.pem",
            "sh",
            ["-c", `set -a; . ${file}; exec "$0" -e '${shown}'`, process.execPath],
        ],
        ["node --env-file", "/tmp/a $HOME #1/ca.pem", process.execPath, [`--env-file=${file}`, "-e", shown]],
    ];
    for (const [reader, path, program, args] of readers) {
        it(`is read by ${reader}`, () => {
            const variables = { PLAIN: "aB3/+=", PATH_WITH_SIGNS: path };
            writeFileSync(file, environmentText(variables));

            const seen: unknown = JSON.parse(execFileSync(program, args, { encoding: "utf8" }));

            deepEqual(seen, Object.values(variables));
        });
    }
});
