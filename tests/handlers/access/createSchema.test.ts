import assert from "node:assert/strict";
import postgres from "postgres";
import { type Connections, createConnections } from "../../../handlers/access/connections";
import { createSchema } from "../../../handlers/access/schema/createSchema";
import { type Migration, migrations } from "../../../handlers/access/schema/migrations";
import { readAccessSettings } from "../../../handlers/access/settings";
import { startDeadline } from "../../../handlers/shared/deadline";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform } from "../../harness/platform";

const newest = migrations.length;

describe("createSchema", () => {
    let platform: Platform;
    let connections: Connections;

    before(async () => {
        platform = await createPlatform("access_schema");
    });

    beforeEach(async () => {
        await platform.rotate("migration");
        connections = connect();
    });

    afterEach(async () => {
        await connections.close();
        await platform.dropRoles();
    });

    after(async () => {
        await platform.drop();
    });

    it("applies each new migration once, and keeps no connection", async () => {
        const first = await create();
        const second = await create();
        const [row] = await platform.superuser<{ n: string }[]>`
            select count(*)::text as n from pg_stat_activity where usename like 'migration_%'`;

        assert.deepEqual(first, {
            schemaVersion: newest,
            applied: migrations.map(({ version, name }) => ({ version, name })),
        });
        assert.deepEqual(second, { schemaVersion: newest, applied: [] });
        assert.equal(row?.n, "0");
    });

    it("lets the owner role, which does not rotate, own every object", async () => {
        await create();

        const rows = await platform.superuser<{ owner: string }[]>`
            select distinct relowner::regrole::text as owner from pg_class where relnamespace = 'experimentation'::regnamespace`;
        assert.deepEqual(
            rows.map(({ owner }) => owner),
            ["experimentation_owner"],
        );
    });

    it("has no public function that runs as the owner", async () => {
        await create();

        const rows = await platform.superuser<{ name: string; public: boolean }[]>`
            select proname as name, has_function_privilege('public', oid, 'execute') as public from pg_proc
            where prosecdef and pronamespace = 'experimentation'::regnamespace order by 1`;
        assert.deepEqual(
            rows.map((row) => [row.name, row.public]),
            ["drop_events_before", "forget_unit", "record_weight", "roll_up"].map((name) => [name, false]),
        );
    });

    it("lets applications read the list of migrations, and change rows of other tables only", async () => {
        await create();

        const rows = await platform.superuser<{ table: string; rights: string }[]>`
            select table_name as "table", string_agg(privilege_type, ' ' order by privilege_type) as rights
            from information_schema.table_privileges
            where grantee = 'experimentation_writer' and table_name in ('schema_migrations', 'experiments')
            group by table_name order by table_name`;

        assert.deepEqual(
            rows.map(({ table, rights }) => [table, rights]),
            [
                ["experiments", "DELETE INSERT SELECT UPDATE"],
                ["schema_migrations", "SELECT"],
            ],
        );
    });

    it("applies each migration once when two calls run at the same time", async () => {
        const other = connect();

        const results = await Promise.all([create(), create(migrations, other)]);
        await other.close();

        const versions = results.flatMap(({ applied }) => applied.map(({ version }) => version)).sort();
        assert.deepEqual(
            versions,
            migrations.map(({ version }) => version),
        );
    });

    it("keeps the migrations before a failed one", async () => {
        const broken = [...migrations, step(newest + 1, "create table experimentation.half (id int); select 1 / 0")];

        await assert.rejects(create(broken), { code: "valueInvalid", sqlState: "22012", outcome: "failed" });
        const again = await create([...migrations, step(newest + 1, "create table experimentation.half (id int)")]);

        assert.deepEqual(again, {
            schemaVersion: newest + 1,
            applied: [{ version: newest + 1, name: `step ${newest + 1}` }],
        });
    });

    it("refuses a schema that is newer than the function", async () => {
        await create([...migrations, step(newest + 1, "select 1")]);

        await assert.rejects(create(), {
            code: "schemaNewer",
            outcome: "failed",
            message: `The database's schema is at version ${newest + 1}, this function knows ${newest}. Deploy a newer function.`,
        });
    });

    it("refuses a migration whose text has changed since it was applied", async () => {
        await create([step(1, "select 1")]);

        await assert.rejects(create([step(1, "select 2")]), {
            code: "schemaChanged",
            message: "Migration 1 (step 1) differs from the one applied. Restore its text, add a new one.",
        });
    });

    it("numbers its migrations without a gap", () => {
        assert.deepEqual(
            migrations.map(({ version }) => version),
            migrations.map((_, index) => index + 1),
        );
    });

    function connect(): Connections {
        const dependencies = { ssm: platform.parameters.client, secretsManager: platform.vault.client, postgres };
        return createConnections(dependencies, readAccessSettings(platform.accessEnvironment));
    }

    async function create(all: readonly Migration[] = migrations, at = connections) {
        const deadline = startDeadline(lambdaContext());
        try {
            return await createSchema(at, { deadline, refreshed: new Set(), attempts: 1 }, all);
        } finally {
            deadline.stop();
        }
    }
});

function step(version: number, sql: string): Migration {
    return { version, name: `step ${version}`, sql };
}
