import { ensureRoles } from "../../../handlers/rotation/roles/ensureRoles";
import { scramVerifier } from "../../../handlers/rotation/roles/scram";
import { ca } from "./authorities";
import { connectDriver } from "./verifiedDriver";
import type { Whereabouts } from "./whereabouts";

/** The event of this handler. */
export interface RotationSqlEvent {
    /** The master's connection. */
    readonly master: Whereabouts;
    /** The login whose password is set. */
    readonly login: { readonly user: string; readonly password: string };
    readonly connectionLimit: number;
}

/** Runs only the SQL of a rotation: three connections of the bare driver and the same statements. */
export async function handler({ master, login, connectionLimit }: RotationSqlEvent): Promise<void> {
    const admin = connectDriver(master, ca);
    await admin.unsafe("BEGIN");
    const target = {
        database: master.database,
        extensions: [],
        target: { kind: "application", secretArn: "", connectionLimit },
        username: login.user,
        verifier: scramVerifier(login.password),
        isFirst: false,
    } as const;
    await ensureRoles(admin, target, () => undefined);
    await admin.unsafe("COMMIT");
    await admin.end();

    // The connections of testSecret, and of finishSecret before it moves the stage.
    for (let times = 0; times < 2; times += 1) {
        const test = connectDriver({ ...master, ...login }, ca);
        await test`select has_schema_privilege('experimentation', 'USAGE')`;
        await test.end();
    }
}
