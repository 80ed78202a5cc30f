import assert from "node:assert/strict";
import { parse } from "yaml";
import type { Declaration } from "../../../handlers/rotation/databases/declaration";
import { toRecord } from "../../../offline/toRecord";
import { parseSettings } from "../../../settings/parse";
import { ownMajor } from "../../../tools/local/postgres/versions";
import { accessBlocks } from "../../docs/access/document";
import { connectTo, createPlatform, type Kind, type Platform, secretArns } from "../../harness/platform";
import { majorVariable } from "../../harness/postgres";
import { stackValues } from "../../settings/stackFiles";
import { type DeclaringPlatform, declaringPlatform, texts } from "./declared";

/** Each test continues from the previous one. */
describe("the declared databases that docs/access.md shows", () => {
    const documented = documentedDeclaration();
    const person = { username: "documented_person", password: "documented" };
    let platform: Platform;
    let declared: DeclaringPlatform;

    before(async () => {
        platform = await createPlatform("declared_documented");
        declared = declaringPlatform(platform);
        declared.deploy(documented);
        await declared.apply();
        await platform.rotateAll();
        await platform.superuser`create role documented_person login password 'documented' in role analysts`;
    });

    after(async () => {
        await platform.superuser`drop role documented_person`;
        await declared.clean();
        await platform.drop();
    });

    /** Runs statements in the declared database, and returns the rows of the last one or the error's code. */
    const inReports = async (login: Kind | typeof person, ...statements: readonly string[]): Promise<unknown> => {
        const secret: Readonly<Record<string, string>> =
            typeof login === "string" ? platform.vault.value(secretArns[login], "AWSCURRENT") : login;
        const { username = "", password = "" } = secret;
        const client = connectTo(platform.server, "reports", { username, password });
        try {
            let rows: unknown;
            for (const statement of statements) rows = [...(await client.unsafe(statement))];
            return rows;
        } catch (error) {
            return toRecord(error).code;
        } finally {
            await client.end({ timeout: 1 });
        }
    };

    it("get their tables from migration, which acts as the owner, also after the rotation of every secret", async () => {
        const rows = await inReports(
            "migration",
            "set role marts_owner",
            "create table marts.clicks (id int generated always as identity, email extensions.citext)",
            "insert into marts.clicks (email) values ('A')",
            "select tableowner as owner from pg_tables where tablename = 'clicks'",
        );

        assert.deepEqual(rows, [{ owner: "marts_owner" }]);
        assert.deepEqual(texts(await declared.apply()), []);
    });

    it("can be read by the analysts and written by the application, neither of whom can act as the owner", async () => {
        const read = await inReports(person, "select id, email::text from marts.clicks");
        const written = await inReports("application", "insert into marts.clicks (email) values ('B') returning id");
        const refused = [
            await inReports(person, "set role marts_owner"),
            await inReports("application", "set role marts_owner"),
            await inReports("reader", "select"),
        ];
        const reader = platform.login("reader");
        const refusedReader = await reader`set role marts_owner`.catch((error: unknown) => toRecord(error).code);
        await reader.end();

        assert.deepEqual([read, written], [[{ id: 1, email: "A" }], [{ id: 2 }]]);
        assert.deepEqual([...refused, refusedReader], ["42501", "42501", "42501", "42501"]);
    });

    it("let migration act as the owner again after somebody revoked it by hand", async () => {
        await platform.superuser`revoke marts_owner from experimentation_owner cascade`;
        const grantor = await platform.superuser`
            select from pg_auth_members where roleid = 'marts_owner'::regrole and member = 'experimentation_owner'::regrole`;

        const run = await declared.apply();

        // Since 16, a revocation as the superuser leaves the master's grant.
        const expected = 'declared_documented: GRANT "marts_owner" TO "experimentation_owner"';
        assert.deepEqual(texts(run), grantor.length === 0 ? [expected] : []);
    });

    it("let migration no longer act as a role that owns no declared database any more", async () => {
        declared.deploy({ ...documented, databases: [] });

        const run = await declared.apply();

        assert.deepEqual(texts(run), [
            'declared_documented: REVOKE "marts_owner" FROM "experimentation_owner"',
            `declared_documented: COMMENT ON ROLE "marts_owner" IS '{"declaredBy":"experimentation","memberOf":[]}'`,
        ]);
        assert.equal(await inReports("migration", "select"), "42501");
        assert.deepEqual(texts(await declared.apply()), []);
    });
});

/** Since 16, the local server's master may not grant rds_iam, so that the logins are left out there. */
function documentedDeclaration(): Declaration {
    const block = accessBlocks("yaml").find((each) => each.includes("experimentation-database:databases:"));
    const values = Object.entries(toRecord(parse(block ?? ""))).map(([key, value]): [string, string] => [
        key.replace(/^.*:/, ""),
        JSON.stringify(value),
    ]);
    const { declaration } = parseSettings(stackValues("staging", Object.fromEntries(values)), "staging").database;
    assert.ok(declaration);
    const isOwn = Number(process.env[majorVariable] ?? ownMajor) < 16;
    return { ...declaration, roles: declaration.roles.filter(({ login }) => isOwn || !login) };
}
