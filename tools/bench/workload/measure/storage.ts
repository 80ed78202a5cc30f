import type postgres from "postgres";

/** The size of a table on disk. */
export interface TableSize {
    readonly name: string;
    readonly rows: number;
    readonly heapBytes: number;
    readonly indexBytes: number;
}

/** The sizes of the schema's tables, the largest first. Rows are estimates of the last `analyze`. */
export async function measureStorage(sql: postgres.Sql): Promise<TableSize[]> {
    const rows = await sql<{ name: string; rows: string; heap: string; indexes: string }[]>`
        select relname as name, greatest(reltuples, 0)::bigint as rows, pg_table_size(oid) as heap,
               pg_indexes_size(oid) as indexes
          from pg_class where relnamespace = 'experimentation'::regnamespace and relkind = 'r'
         order by pg_total_relation_size(oid) desc, relname`;
    return rows.map(({ name, rows: count, heap, indexes }) => ({
        name,
        rows: Number(count),
        heapBytes: Number(heap),
        indexBytes: Number(indexes),
    }));
}
