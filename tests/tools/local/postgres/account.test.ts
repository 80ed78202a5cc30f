import assert from "node:assert/strict";
import { serverAccount } from "../../../../tools/local/postgres/account";

const entry = {
    root: "root:x:0:0:root:/root:/bin/bash",
    daemon: "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin",
    postgres: "postgres:x:101:104::/var/lib/postgresql:/bin/bash",
    nobody: "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin",
    negative: "nobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false",
    someone: "someone:x:1000:1000::/home/someone:/bin/sh",
};

describe("serverAccount", () => {
    it("is the present user unless that is root", () => {
        const account = serverAccount(1000, () => assert.fail("the password file is of no interest"));

        assert.equal(account, undefined);
    });

    for (const { lines, expected } of [
        { lines: [entry.root, entry.daemon, entry.postgres, entry.nobody], expected: "nobody" },
        { lines: [entry.root, entry.daemon, entry.postgres], expected: "postgres" },
        { lines: [entry.negative, entry.root, entry.daemon], expected: "daemon" },
        { lines: ["# a comment", "", entry.root, entry.someone], expected: "someone" },
    ]) {
        it(`is ${expected} for root where the users are ${lines.map((line) => line.split(":")[0]).join(", ")}`, () => {
            const account = serverAccount(0, () => lines.join("\n"));

            assert.equal(account?.name, expected);
        });
    }

    it("has the numbers of its entry", () => {
        const account = serverAccount(0, () => entry.postgres);

        assert.deepEqual(account, { name: "postgres", uid: 101, gid: 104 });
    });

    it("refuses root on a machine without any other user, with the fix", () => {
        assert.throws(() => serverAccount(0, () => entry.root), {
            message: /lists no other user to run it as; add one \(useradd --system nobody\)/,
        });
    });
});
