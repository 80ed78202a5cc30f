import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { connect } from "../../../../tools/local/postgres/connection";
import { type PostgresServer, startPostgres } from "../../../../tools/local/postgres/server";

const master = { username: "platform", password: `it's a "pass\\word`, database: "experimentation" };
const options = {
    hostNames: ["writer.cluster.example", "reader.cluster.example"],
    settings: {
        "rds.force_ssl": "1",
        shared_preload_libraries: "pg_stat_statements",
        "pg_stat_statements.max": "1234",
        work_mem: "8192",
        max_connections: "LEAST({DBInstanceClassMemory/9531392},5000)",
        log_statement: "ddl",
    },
    masterUsername: master.username,
    masterPassword: master.password,
    databaseName: master.database,
};

describe("startPostgres", () => {
    let server: PostgresServer;
    let sql: postgres.Sql;

    before(async () => {
        server = await startPostgres({ ...options, standby: true });
        sql = connect(server, master);
    });

    after(async () => {
        await sql.end({ timeout: 0 });
        await server.stop();
    });

    /** Creates a client that verifies the server's certificate. The caller must end it. */
    function verifying(ssl: { readonly ca?: string; readonly servername: string }): postgres.Sql {
        return postgres({ ...master, host: "127.0.0.1", port: server.port, ssl, max: 1 });
    }

    it("has a certificate with each name and address by which clients connect", () => {
        const certificate = new X509Certificate(readFileSync(join(dirname(server.caFile), "server.pem")));

        const names = ["localhost", ...options.hostNames].map((name) => certificate.checkHost(name));
        const addresses = ["127.0.0.1", "127.0.0.2"].map((address) => certificate.checkIP(address));

        assert.deepEqual(names, ["localhost", ...options.hostNames]);
        assert.deepEqual(addresses, ["127.0.0.1", undefined]);
    });

    it("gives the master the rights of Aurora's master, and no more", async () => {
        const [rights] = await sql`
            select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,
                pg_has_role(current_user, 'rds_superuser', 'member') as rds_superuser,
                pg_has_role(current_user, 'pg_monitor', 'member') as pg_monitor,
                pg_has_role(current_user, 'rds_iam', 'member') as rds_iam,
                (select pg_get_userbyid(datdba) from pg_database where datname = current_database()) as owner
            from pg_roles where rolname = current_user`;

        assert.deepEqual(rights, {
            rolsuper: false,
            rolcreatedb: true,
            rolcreaterole: true,
            rolreplication: false,
            rolbypassrls: false,
            rds_superuser: true,
            pg_monitor: true,
            rds_iam: false,
            owner: "platform",
        });
    });

    it("lets the master create the extension pg_stat_statements, and no untrusted one", async () => {
        await sql`create extension pg_stat_statements`;
        const [{ count } = {}] = await sql`select count(*)::int from pg_stat_statements where query like '%PASSWORD%'`;

        assert.equal(count, 0);
        await assert.rejects(sql`create extension file_fdw`, { code: "42501" });
    });

    it("applies the registered parameters that it supports and reports the others", async () => {
        const rows = await sql`
            select name, setting from pg_settings
            where name in ('work_mem', 'pg_stat_statements.max', 'max_connections', 'log_statement') order by name`;

        assert.deepEqual(
            rows.map((row): unknown => Object.values(row)),
            [
                ["log_statement", "ddl"],
                ["max_connections", "100"],
                ["pg_stat_statements.max", "1234"],
                ["work_mem", "8192"],
            ],
        );
        assert.deepEqual(
            server.unappliedSettings.map(({ name }) => name),
            ["rds.force_ssl", "max_connections"],
        );
    });

    it("listens on loopback only, without a Unix domain socket", async () => {
        const superuser = server.connectAsSuperuser();
        const [row] = await superuser`
            select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets`;
        await superuser.end({ timeout: 0 });

        assert.deepEqual(row, { addresses: "127.0.0.1", sockets: "" });
    });

    it("refuses a connection without TLS with RDS's message", async () => {
        const plain = postgres({ ...master, host: "127.0.0.1", port: server.port, ssl: false, max: 1 });

        await assert.rejects(plain`select 1`, { code: "28000", message: /^no pg_hba\.conf entry .* no encryption$/ });
        await plain.end({ timeout: 0 });
    });

    it("refuses a wrong password", async () => {
        const stranger = connect(server, { ...master, password: "guess" });

        await assert.rejects(stranger`select 1`, { code: "28P01" });
        await stranger.end({ timeout: 0 });
    });

    for (const { name, code } of [
        { name: "writer.cluster.example", code: undefined },
        { name: "reader.cluster.example", code: undefined },
        { name: "localhost", code: undefined },
        { name: "other.cluster.example", code: "ERR_TLS_CERT_ALTNAME_INVALID" },
    ]) {
        it(`${code === undefined ? "proves" : "does not prove"} to be ${name}`, async () => {
            const ca = readFileSync(server.caFile, "utf8");
            const client = verifying({ ca, servername: name });

            const error = await client`select 1`.then(
                () => undefined,
                (reason: unknown) => reason,
            );
            await client.end({ timeout: 0 });

            assert.equal(error === undefined ? undefined : Reflect.get(Object(error), "code"), code);
        });
    }

    it("is not trusted by a client with other authorities only", async () => {
        const client = verifying({ servername: "localhost" });

        await assert.rejects(client`select 1`, { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
        await client.end({ timeout: 0 });
    });

    it("runs beside another one on a port and in a folder of its own", async () => {
        const other = await startPostgres({ ...options, settings: {} });
        const otherSql = connect(other, master);

        const [row] =
            await otherSql`select count(*)::int as extensions from pg_extension where extname = 'pg_stat_statements'`;
        await otherSql.end({ timeout: 0 });
        await other.stop();

        assert.deepEqual(row, { extensions: 0 });
        assert.notEqual(other.port, server.port);
        assert.notEqual(dirname(other.caFile), dirname(server.caFile));
        assert.deepEqual([...(await sql`select 1 as alive`)], [{ alive: 1 }]);
    });

    it("restarts with its data, on another port, with the settings that override its own", async () => {
        const serverSettings = { shared_buffers: "24MB" };
        const other = await startPostgres({ ...options, settings: {}, serverSettings });
        const before = other.connectAsSuperuser();
        await before`create table kept as select 1 as id`;

        const restarted = await other.restart();

        const after = restarted.connectAsSuperuser();
        const [row] = await after`select id, current_setting('shared_buffers') as buffers from kept`;
        await Promise.all([before, after].map((each) => each.end({ timeout: 0 })));
        await other.stop();
        assert.deepEqual(row, { id: 1, buffers: "24MB" });
        assert.notEqual(restarted.port, other.port);
    });

    it("has a standby that follows over verified TLS, and accepts writes only once promoted", async () => {
        assert.ok(server.standby);
        const standby = connect({ ...server, port: server.standby.port }, master);
        await sql`create table messages (body text)`;
        await sql`insert into messages values ('hello')`;

        const seen = await waitForRow(standby);
        const refused: unknown = await standby`insert into messages values ('no')`.catch((error: unknown) => error);
        const superuser = server.connectAsSuperuser();
        const links = await superuser`select state, ssl from pg_stat_replication join pg_stat_ssl using (pid)`;
        await superuser.end({ timeout: 0 });
        await server.standby.promote();
        const written = await standby`insert into messages values ('yes') returning body`;
        await standby.end({ timeout: 0 });

        assert.equal(seen, "hello");
        assert.equal(Reflect.get(Object(refused), "code"), "25006");
        assert.deepEqual([...links], [{ state: "streaming", ssl: true }]);
        assert.deepEqual([...written], [{ body: "yes" }]);
    });
});

async function waitForRow(standby: postgres.Sql): Promise<unknown> {
    const deadline = Date.now() + 5_000;
    while (Date.now() < deadline) {
        const rows = await standby`select body from messages`.catch(() => []);
        if (rows[0] !== undefined) return Reflect.get(rows[0], "body");
        await delay(5);
    }
    return undefined;
}
