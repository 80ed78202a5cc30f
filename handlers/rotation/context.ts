import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type postgres from "postgres";
import { openSession } from "../shared/database/openSession";
import type { Session } from "../shared/database/session";
import type { Deadline } from "../shared/deadline";
import type { Login } from "../shared/secrets";
import type { DeclaredDatabases } from "./databases/declaredDatabases";
import type { KindSettings, RotationSettings } from "./settings";

/** The clients and the driver that the rotation function uses; a test passes its own. */
export interface RotationDependencies {
    readonly secretsManager: SecretsManagerClient;
    readonly postgres: typeof postgres;
    /** @default undefined the stack declares no databases */
    readonly databases?: DeclaredDatabases;
    /** Writes one line of the log. @default standard output */
    readonly log?: (line: string) => void;
}

/** Records something that does not stop the rotation: a sentence for the log. */
export type Note = (text: string) => void;

/** The input of one step of a rotation. */
export interface RotationContext extends RotationDependencies {
    readonly settings: RotationSettings;
    readonly deadline: Deadline;
    /** The kind of login whose secret is rotated. */
    readonly target: KindSettings;
    /** The id of the pending version. */
    readonly token: string;
    /** The id of the current version. */
    readonly currentVersion: string | undefined;
    /** The id of the version that was current before. */
    readonly previousVersion: string | undefined;
    /** No rotation of this secret has finished yet: the current version is the one that Pulumi wrote. */
    readonly isFirst: boolean;
    readonly note: Note;
}

/** What a connection needs. */
export type ConnectionContext = Pick<RotationContext, "secretsManager" | "postgres" | "settings" | "deadline" | "note">;

/** The two logins of a kind: a rotation changes the one that is not in use. */
export function loginNames({ kind }: Pick<KindSettings, "kind">): readonly [string, string] {
    return [`${kind}_a`, `${kind}_b`];
}

/** A database that pauses and takes longer than this to answer was paused. Milliseconds. */
const leastResume = 5000;

/**
 * Connects to the writer. Host, port and database come from environment variables, not from a secret, whose values may
 * be out of date after a restore. Wakes a paused database, and notes it.
 *
 * @param database the database, by default the program's own.
 */
export async function connectAs(
    login: Login,
    { settings, postgres, deadline, note }: ConnectionContext,
    database = settings.database,
): Promise<Session> {
    const { host, port, ca, environment, pauses } = settings;
    const applicationName = `experimentation-rotation-${environment}`;
    // Otherwise the master would run functions that the owner of the schema has created.
    const searchPath = "pg_catalog";
    // Rotations wait for each other.
    const rules = { applicationName, searchPath, lockTimeoutMs: 0, pauses } as const;
    const start = performance.now();
    const session = await openSession(postgres, { host, port, database, ca, ...login, ...rules }, deadline);
    const waitedMs = performance.now() - start;
    if (pauses && waitedMs > leastResume) {
        note(
            `The database had paused: it resumed for this rotation, and answered after ${Math.round(waitedMs / 1000)} s.`,
        );
    }
    return session;
}
