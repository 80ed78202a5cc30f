import type { Declaration } from "../../handlers/rotation/databases/declaration";
import { creation, newDatabase, planDatabase } from "../../handlers/rotation/databases/planDatabase";
import { planRoles } from "../../handlers/rotation/databases/planRoles";
import type { DatabaseStatement, Reconciliation } from "../../handlers/rotation/databases/reconcile";
import { quoted } from "../../handlers/rotation/roles/statements";
import type { Settings } from "../../settings";

/** Plans a declaration for a server that has only the program's own database. */
export function planNew(
    declaration: Declaration,
    { databaseName, masterUsername, majorVersion }: Settings["database"],
): Reconciliation {
    const master = { name: quoted(masterUsername), mayCreateRoles: true, majorVersion };
    const inDatabase =
        (database: string) =>
        (statement: string): DatabaseStatement => ({ database, statement });
    const roles = planRoles(declaration, [], master).statements;
    return {
        statements: [
            ...[...roles, ...declaration.databases.map(creation)].map(inDatabase(databaseName)),
            ...declaration.databases.flatMap((database) =>
                planDatabase(database, newDatabase(database)).statements.map(inDatabase(database.name)),
            ),
        ],
        unmanaged: [],
    };
}
