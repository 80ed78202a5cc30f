import type { DatabaseStatement, Reconciliation } from "../../handlers/rotation/databases/reconcile";
import { toRecord } from "../../offline/toRecord";

/** Reads the rotation function's answer about declared databases. */
export function reconciliationFrom(answer: unknown): Reconciliation {
    const { statements, unmanaged } = toRecord(answer);
    return {
        statements: list(statements).map((each): DatabaseStatement => {
            const { database, statement } = toRecord(each);
            return { database: String(database), statement: String(statement) };
        }),
        unmanaged: list(unmanaged).map(String),
    };
}

function list(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}
