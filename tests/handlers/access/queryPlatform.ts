import assert from "node:assert/strict";
import type { AccessHandler, Answer } from "../../../handlers/access/handler";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform } from "../../harness/platform";

/** A platform with the schema and two small tables, `notes` and `lines`, and one access function that queries them. */
export interface QueryPlatform {
    readonly platform: Platform;
    readonly access: AccessHandler;
    /** Runs a query, by default with the platform's access function. */
    readonly query: (event: object, handler?: AccessHandler) => Promise<Answer>;
    /** Runs a statement at the writer. */
    readonly write: (sql: string, ...parameters: unknown[]) => Promise<Answer>;
}

/** Creates the platform with 20 rows in `notes`. The caller drops it. */
export async function createQueryPlatform(database: string): Promise<QueryPlatform> {
    const platform = await createPlatform(database);
    await platform.rotateAll();
    const access = platform.access();
    const created = await access({ action: "createSchema" }, lambdaContext());
    assert.equal(created.ok, true);
    await platform.superuser.unsafe(`
        create table experimentation.notes (id int primary key, note text not null check (note <> 'no'));
        create table experimentation.lines (id int references experimentation.notes deferrable initially deferred);
        grant all on experimentation.notes, experimentation.lines to experimentation_writer;
        grant select on experimentation.notes to experimentation_reader;
        insert into experimentation.notes select n, 'note ' || n from generate_series(1, 20) n`);
    const query: QueryPlatform["query"] = (event, handler = access) =>
        handler({ action: "query", ...event }, lambdaContext());
    return {
        platform,
        access,
        query,
        write: (sql, ...parameters) => query({ sql, parameters, target: "writer" }),
    };
}
