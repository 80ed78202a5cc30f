import assert from "node:assert/strict";
import type { Answer } from "../../../handlers/access/handler";
import { ownMajor } from "../../../tools/local/postgres/versions";
import { lambdaContext } from "../../harness/fakes";
import { majorVariable } from "../../harness/postgres";
import { createQueryPlatform, type QueryPlatform } from "./queryPlatform";

const present = Number(process.env[majorVariable] ?? ownMajor);
const newest = 18;

/** What blocks an upgrade, the statements that make it and remove it, and the versions that have it. */
interface Case {
    readonly title: string;
    readonly check: string;
    readonly object: string;
    readonly make: readonly string[];
    readonly remove: readonly string[];
    /** The newest present version that has the obstacle. */
    readonly until?: number;
}

const cases: readonly Case[] = [
    {
        title: "a prepared transaction",
        check: "preparedTransaction",
        object: "left",
        make: ["begin", "insert into experimentation.notes values (99, 'x')", "prepare transaction 'left'"],
        remove: ["rollback prepared 'left'"],
    },
    {
        title: "a logical replication slot, also one that is not used",
        check: "logicalSlot",
        object: "warehouse",
        make: ["select pg_create_logical_replication_slot('warehouse', 'pgoutput')"],
        remove: ["select pg_drop_replication_slot('warehouse')"],
    },
    {
        title: "a column of a type whose values are numbers of catalogue rows",
        check: "columnType",
        object: "experimentation.jobs.call regprocedure",
        make: ["create table experimentation.jobs (call regprocedure, kept regclass)"],
        remove: ["drop table experimentation.jobs"],
    },
    {
        title: "a subscription",
        check: "subscription",
        object: "warehouse",
        make: [
            "create subscription warehouse connection 'dbname=x' publication y with (connect = false, slot_name = none)",
        ],
        remove: ["drop subscription warehouse"],
    },
    {
        title: "a column of a composite type of the catalogue",
        check: "columnType",
        object: "experimentation.jobs.owner pg_authid",
        make: ["create table experimentation.jobs (owner pg_authid)"],
        remove: ["drop table experimentation.jobs"],
    },
    {
        title: "such a type in an array of a domain",
        check: "columnType",
        object: "experimentation.jobs.calls call[]",
        make: [
            "create domain experimentation.call as regproc",
            "create table experimentation.jobs (calls experimentation.call[])",
        ],
        remove: ["drop table experimentation.jobs", "drop domain experimentation.call"],
    },
    {
        title: "a column of type aclitem",
        check: "columnType",
        object: "experimentation.jobs.rights aclitem[]",
        make: ["create table experimentation.jobs (rights aclitem[])"],
        remove: ["drop table experimentation.jobs"],
        until: 15,
    },
    {
        title: "a child table that lost its parent's NOT NULL",
        check: "notNull",
        object: "experimentation.child.id",
        make: [
            "create table experimentation.parent (id int not null)",
            "create table experimentation.child () inherits (experimentation.parent)",
            "alter table experimentation.child alter column id drop not null",
        ],
        remove: ["drop table experimentation.child, experimentation.parent"],
        until: 17,
    },
    {
        title: "an extension that the new version does not have",
        check: "extension",
        object: "old_snapshot",
        make: ["create extension old_snapshot"],
        remove: ["drop extension old_snapshot"],
        until: 16,
    },
    {
        title: "an extension that has to be updated before",
        check: "oldExtension",
        object: "postgis_topology",
        // PostgreSQL's packages do not have it.
        make: [
            "insert into pg_extension select 99999, 'postgis_topology', extowner, extnamespace, false, '3.3', null, null from pg_extension where extname = 'plpgsql'",
        ],
        remove: ["delete from pg_extension where extname = 'postgis_topology'"],
    },
    {
        title: "a view of a statistics view",
        check: "systemView",
        object: "experimentation.checkpoints",
        make: ["create view experimentation.checkpoints as select pid, state from pg_stat_activity"],
        remove: ["drop view experimentation.checkpoints"],
    },
    {
        title: "a database with a line break in its name",
        check: "databaseName",
        object: '"two\nlines"',
        make: ['create database "two\nlines"'],
        remove: ['drop database "two\nlines"'],
    },
    {
        title: "a database that accepts no connections",
        check: "database",
        object: "closed_remnant",
        make: ["create database closed_remnant with allow_connections false"],
        remove: ["drop database closed_remnant"],
    },
    {
        title: "a template database that is none",
        check: "template",
        object: "template1",
        make: ["alter database template1 with is_template false"],
        remove: ["alter database template1 with is_template true"],
    },
    {
        title: "a role on which the master lacks the ADMIN option",
        check: "adminOption",
        object: "reader_b",
        make: ["revoke admin option for reader_b from clustermaster cascade"],
        remove: ["grant reader_b to clustermaster with admin option"],
        until: 15,
    },
];

describe("upgradeCheck", () => {
    let created: QueryPlatform;

    before(async () => {
        created = await createQueryPlatform("upgrade_check");
    });

    after(async () => {
        await created.platform.drop();
    });

    const check = (major: number): Promise<Answer> =>
        created.access({ action: "upgradeCheck", major }, lambdaContext());

    it("refuses a version that is not newer than the running one", async () => {
        const answer = await check(present);

        assert.ok(!answer.ok);
        assert.deepEqual(
            [answer.error.code, answer.error.message],
            [
                "eventInvalid",
                `major: ${present}: must be newer than the running ${present}; choose the version to upgrade to`,
            ],
        );
    });

    if (present < newest) {
        it("finds nothing in a platform after its rotations, and says what it did not check", async () => {
            const { superuser } = created.platform;
            await superuser.unsafe("create database other_remnant");

            const answer = await check(newest);

            await superuser.unsafe("drop database other_remnant");
            assert.ok(answer.ok && answer.action === "upgradeCheck");
            const { from, to, blockers, notes } = answer;
            assert.deepEqual([from, to, blockers], [present, newest, []]);
            assert.match(notes.join(" "), /in the database upgrade_check only\. .*other_remnant.*pg_stat_statements/);
        });
    }

    for (const { title, check: name, object, make, remove } of cases.filter(
        ({ until = newest - 1 }) => present <= until,
    )) {
        it(`finds ${title}, and nothing once it is removed`, async () => {
            const { superuser } = created.platform;
            for (const statement of make) await superuser.unsafe(statement);

            const found = await check(newest);

            for (const statement of remove) await superuser.unsafe(statement);
            const left = await check(newest);
            assert.ok(found.ok && found.action === "upgradeCheck");
            assert.ok(left.ok && left.action === "upgradeCheck");
            assert.deepEqual(
                found.blockers.map((each) => [each.check, each.object]),
                [[name, object]],
            );
            assert.deepEqual(left.blockers, []);
        });
    }
});
