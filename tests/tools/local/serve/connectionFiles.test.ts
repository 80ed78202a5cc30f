import { deepEqual, equal, match } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type ConnectionFiles, makeConnectionFiles } from "../../../../tools/local/serve/connectionFiles";
import { loginOf } from "./logins";

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const usersIn = (passFile: string) =>
    readFileSync(passFile, "utf8")
        .trim()
        .split("\n")
        .filter((line) => line.startsWith("localhost:"))
        .map((line) => line.split(":").slice(3).join(" "));

describe("makeConnectionFiles", () => {
    let files: ConnectionFiles;
    beforeEach(async () => {
        files = await makeConnectionFiles({ PARAMETER_PATH: "/x/" });
    });
    afterEach(() => files.remove());

    it("writes each file for the present user alone, and leaves no draft", async () => {
        const folder = dirname(files.passFile);

        await files.write([loginOf("one", "one_a", "first")]);

        const { serviceFile, passFile, applicationFile } = files;
        deepEqual([folder, serviceFile, passFile, applicationFile].map(modeOf), ["700", "600", "600", "600"]);
        deepEqual(readdirSync(folder).sort(), ["application.env", "pg_service.conf", "pgpass"]);
        equal(readFileSync(applicationFile, "utf8"), "PARAMETER_PATH=/x/\n");
    });

    it("replaces whole files, and keeps the previous login, which is still valid", async () => {
        await files.write([loginOf("one", "one_a", "first")]);
        const inode = statSync(files.passFile).ino;

        await files.write([loginOf("one", "one_b", "second")]);

        equal(statSync(files.passFile).ino === inode, false);
        match(readFileSync(files.serviceFile, "utf8"), /^user=one_b$/m);
        deepEqual(usersIn(files.passFile), ["one_a first", "one_b second"]);
    });

    it("has one password for each login, the newest", async () => {
        await files.write([loginOf("one", "one_a", "first")]);
        await files.write([loginOf("one", "one_b", "second")]);

        await files.write([loginOf("one", "one_a", "third")]);

        deepEqual(usersIn(files.passFile), ["one_a third", "one_b second"]);
    });

    it("writes in order if called twice at once", async () => {
        const writes = ["one_a", "one_b", "one_c"].map((user) => files.write([loginOf("one", user, user)]));

        await Promise.all(writes);

        match(readFileSync(files.serviceFile, "utf8"), /^user=one_c$/m);
    });

    it("removes the folder, also twice and while it writes, and writes no more", async () => {
        const writing = files.write([loginOf("one", "one_a", "first")]);

        await Promise.all([files.remove(), files.remove(), writing]);
        await files.write([loginOf("one", "one_b", "second")]);

        equal(existsSync(dirname(files.passFile)), false);
    });

    it("leaves no folder when the program is killed", async () => {
        const program = join(__dirname, "makeAndWait.ts");
        const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", program], {
            stdio: ["pipe", "pipe", "inherit"],
        });
        const printed: readonly unknown[] = await once(child.stdout, "data");
        const folder = dirname(String(printed[0]).trim());
        const existed = existsSync(folder);

        child.kill("SIGKILL");
        for (let tries = 0; existsSync(folder) && tries < 200; tries++) await delay(20);

        deepEqual([existed, existsSync(folder)], [true, false]);
    });
});
