import assert from "node:assert/strict";
import type { Declaration } from "../../../handlers/rotation/databases/declaration";
import { connectTo, createPlatform, type Platform, secretArns } from "../../harness/platform";
import { database, type DeclaringPlatform, declaringPlatform, role, texts } from "./declared";

const writes = ["select", "insert", "update", "delete"] as const;

const marts = database("reports", {
    owner: "marts_owner",
    extensions: ["citext"],
    schemas: ["marts", "order_data"],
    grants: [
        { to: "analysts", schema: "marts", tables: ["select"] },
        { to: "experimentation_writer", schema: "marts", tables: writes },
    ],
});

const declaration: Declaration = {
    roles: [role("analysts"), role("interns"), role("marts_owner")],
    databases: [marts, database("archive", { schemas: ["old"] })],
};

/** Each test continues from the previous one. */
describe("declared databases", () => {
    let platform: Platform;
    let declared: DeclaringPlatform;

    before(async () => {
        platform = await createPlatform("declared");
        declared = declaringPlatform(platform);
        declared.deploy(declaration);
    });

    after(async () => {
        await declared.clean();
        await platform.drop();
    });

    /** Runs statements as the superuser in a declared database. */
    const inReports = async (...statements: readonly string[]) => {
        const client = platform.server.connectAsSuperuser("reports");
        for (const statement of statements) await client.unsafe(statement);
        await client.end();
    };

    it("are all planned before the first run, and the plan changes nothing", async () => {
        const plan = await declared.plan();

        const again = await declared.plan();
        const rows = await platform.superuser`select from pg_roles where rolname = 'analysts'`;
        assert.ok(texts(plan).includes('declared: CREATE DATABASE "reports" OWNER "marts_owner" TEMPLATE template0'));
        assert.deepEqual([again, rows.length], [plan, 0]);
    });

    it("are created by a run, which reports the statements of the plan", async () => {
        const plan = await declared.plan();

        const run = await declared.apply();

        assert.deepEqual(run, plan);
        assert.deepEqual(texts(run).slice(-17), [
            'reports: REVOKE ALL ON DATABASE "reports" FROM PUBLIC',
            'reports: CREATE SCHEMA "extensions"',
            'reports: CREATE EXTENSION "citext" SCHEMA "extensions" CASCADE',
            'reports: CREATE SCHEMA "marts" AUTHORIZATION "marts_owner"',
            'reports: CREATE SCHEMA "order_data" AUTHORIZATION "marts_owner"',
            'reports: GRANT CONNECT ON DATABASE "reports" TO "analysts"',
            'reports: GRANT CONNECT ON DATABASE "reports" TO "experimentation_writer"',
            'reports: GRANT USAGE ON SCHEMA "extensions" TO "marts_owner"',
            'reports: GRANT USAGE ON SCHEMA "extensions", "marts" TO "analysts"',
            'reports: GRANT USAGE ON SCHEMA "extensions", "marts" TO "experimentation_writer"',
            'reports: ALTER DEFAULT PRIVILEGES FOR ROLE "marts_owner" IN SCHEMA "marts" GRANT SELECT ON TABLES TO "analysts"',
            'reports: ALTER DEFAULT PRIVILEGES FOR ROLE "marts_owner" IN SCHEMA "marts" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "experimentation_writer"',
            'reports: ALTER DEFAULT PRIVILEGES FOR ROLE "marts_owner" IN SCHEMA "marts" GRANT USAGE ON SEQUENCES TO "experimentation_writer"',
            'reports: COMMENT ON DATABASE "reports" IS \'{"declaredBy":"experimentation","grants":[{"to":"analysts","schema":"marts","tables":["select"]},{"to":"experimentation_writer","schema":"marts","tables":["select","insert","update","delete"]}]}\'',
            'archive: REVOKE ALL ON DATABASE "archive" FROM PUBLIC',
            'archive: CREATE SCHEMA "old" AUTHORIZATION "experimentation_owner"',
            'archive: COMMENT ON DATABASE "archive" IS \'{"declaredBy":"experimentation","grants":[]}\'',
        ]);
    });

    it("need no statement in a second run", async () => {
        const run = await declared.apply();

        assert.deepEqual(run, { statements: [], unmanaged: ["database experimentation is not declared"] });
    });

    it("are reached by the program's logins that have a grant, and by nobody else", async () => {
        await platform.rotateAll();
        await inReports(
            "set role marts_owner",
            "create table marts.clicks (id int generated always as identity primary key, email extensions.citext)",
            "create table marts.visits (id serial primary key)",
        );
        const login = (kind: "application" | "reader") => {
            const { username = "", password = "" } = platform.vault.value(secretArns[kind], "AWSCURRENT");
            return connectTo(platform.server, "reports", { username, password });
        };

        const writer = login("application");
        await writer`set search_path = marts, extensions`;
        const [row] = await writer`insert into clicks (email) values ('A') returning email = 'a' as equal`;
        await writer`insert into marts.visits default values`;
        const creation: unknown = await writer`create table marts.other ()`.catch((error: unknown) => error);
        await writer.end();
        const reader = login("reader");
        const refusal: unknown = await reader`select 1`.catch((error: unknown) => error);
        await reader.end();

        assert.deepEqual(row, { equal: true });
        assert.deepEqual([codeOf(creation), codeOf(refusal)], ["42501", "42501"]);
    });

    it("need no statement for a table that the owner created later", async () => {
        const run = await declared.apply();

        assert.deepEqual(texts(run), []);
    });

    it("get back what was revoked by hand, also on one table", async () => {
        await inReports(
            "revoke select on marts.clicks from analysts",
            "revoke usage on schema marts from experimentation_writer",
            "revoke connect on database reports from analysts",
        );

        const plan = await declared.plan();
        const run = await declared.apply();

        assert.deepEqual(texts(plan).sort(), [
            'reports: GRANT CONNECT ON DATABASE "reports" TO "analysts"',
            'reports: GRANT SELECT ON TABLE marts.clicks TO "analysts"',
            'reports: GRANT USAGE ON SCHEMA "marts" TO "experimentation_writer"',
        ]);
        assert.deepEqual(run, plan);
        assert.deepEqual(texts(await declared.apply()), []);
    });

    it("keep what was granted, created and owned by hand, and report it", async () => {
        await inReports(
            "grant delete on marts.clicks to analysts",
            "grant usage on schema marts to interns",
            "grant connect on database reports to public",
            "create schema scratch",
            "create table marts.foreign_one ()",
        );
        await platform.superuser`create role outsider`;
        await platform.superuser`grant analysts to outsider`;
        await platform.superuser`grant experimentation_reader to interns`;

        const run = await declared.apply();

        assert.deepEqual(run, {
            statements: [],
            unmanaged: [
                "role interns is a member of experimentation_reader, which is not declared",
                "role outsider is not declared",
                "reports: schema scratch is not declared",
                "reports: marts.foreign_one belongs to rdsadmin: the grants leave it out",
                "reports: everybody has CONNECT on database reports, which is not declared",
                "reports: interns has USAGE on schema marts, which is not declared",
                "reports: analysts has DELETE on table marts.clicks, which is not declared",
                "database experimentation is not declared",
            ],
        });
        await platform.superuser`drop role outsider`;
        await inReports("revoke connect on database reports from public");
    });

    it("lose exactly what the declaration no longer grants, and nothing that was granted by hand", async () => {
        const { databases, roles } = declaration;
        declared.deploy({
            roles: roles.map((each) =>
                each.name === "analysts" ? { ...each, memberOf: ["experimentation_reader"] } : each,
            ),
            databases: [
                { ...marts, grants: [{ to: "analysts", schema: "order_data", tables: ["select"] }] },
                ...databases.slice(1),
            ],
        });

        const run = await declared.apply();

        assert.deepEqual(
            texts(run)
                .filter((text) => !text.includes("COMMENT"))
                .sort(),
            [
                'declared: GRANT "experimentation_reader" TO "analysts"',
                'reports: GRANT USAGE ON SCHEMA "order_data" TO "analysts"',
                'reports: ALTER DEFAULT PRIVILEGES FOR ROLE "marts_owner" IN SCHEMA "order_data" GRANT SELECT ON TABLES TO "analysts"',
                'reports: REVOKE CONNECT ON DATABASE "reports" FROM "experimentation_writer"',
                'reports: REVOKE USAGE ON SCHEMA "extensions", "marts" FROM "experimentation_writer"',
                'reports: REVOKE USAGE ON SCHEMA "marts" FROM "analysts"',
                'reports: ALTER DEFAULT PRIVILEGES FOR ROLE "marts_owner" IN SCHEMA "marts" REVOKE SELECT ON TABLES FROM "analysts"',
                'reports: REVOKE SELECT ON TABLE marts.clicks, marts.visits FROM "analysts"',
                'reports: ALTER DEFAULT PRIVILEGES FOR ROLE "marts_owner" IN SCHEMA "marts" REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLES FROM "experimentation_writer"',
                'reports: ALTER DEFAULT PRIVILEGES FOR ROLE "marts_owner" IN SCHEMA "marts" REVOKE USAGE ON SEQUENCES FROM "experimentation_writer"',
                'reports: REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE marts.clicks, marts.visits FROM "experimentation_writer"',
                'reports: REVOKE USAGE ON SEQUENCE marts.clicks_id_seq, marts.visits_id_seq FROM "experimentation_writer"',
            ].sort(),
        );
        const again = await declared.apply();
        assert.deepEqual(texts(again), []);
        assert.ok(
            again.unmanaged.includes("reports: analysts has DELETE on table marts.clicks, which is not declared"),
        );
    });

    it("stay when the declaration loses a database and a role: a run reports both, and takes the role's memberships", async () => {
        declared.deploy({ roles: [role("interns"), role("marts_owner")], databases: [{ ...marts, grants: [] }] });

        const run = await declared.apply();

        assert.ok(texts(run).includes('declared: REVOKE "experimentation_reader" FROM "analysts"'));
        assert.ok(run.unmanaged.includes("role analysts is no longer declared; nothing drops it"));
        assert.ok(
            run.unmanaged.includes("database archive is no longer declared; nothing drops it, and its grants stay"),
        );
        const rows = await platform.superuser`
            select from pg_database where datname = 'archive' union all select from pg_roles where rolname = 'analysts'`;
        assert.equal(rows.length, 2);
    });

    it("are planned for a declaration that is not deployed yet", async () => {
        const plan = await declared.plan({ roles: [], databases: [database("lake", { schemas: ["raw"] })] });

        assert.deepEqual(
            texts(plan).filter((text) => text.startsWith("lake")),
            [
                'lake: REVOKE ALL ON DATABASE "lake" FROM PUBLIC',
                'lake: CREATE SCHEMA "raw" AUTHORIZATION "experimentation_owner"',
                'lake: COMMENT ON DATABASE "lake" IS \'{"declaredBy":"experimentation","grants":[]}\'',
            ],
        );
    });
});

function codeOf(error: unknown): unknown {
    return error instanceof Error && "code" in error ? error.code : undefined;
}
