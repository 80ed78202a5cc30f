import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type postgres from "postgres";
import { openSession } from "../shared/database/openSession";
import type { Session } from "../shared/database/session";
import type { Deadline } from "../shared/deadline";
import type { Login } from "../shared/secrets";
import type { KindSettings, RotationSettings } from "./settings";

/** What the rotation function is made of, so that a test can give other things. */
export interface RotationDependencies {
    readonly secretsManager: SecretsManagerClient;
    readonly postgres: typeof postgres;
    /** Takes each line of the log. Default: standard output. */
    readonly log?: (line: string) => void;
}

/** Says what is not as it should be and hinders nobody: a sentence for the log. */
export type Note = (text: string) => void;

/** One step of one rotation: all that the step's function needs. */
export interface RotationContext extends RotationDependencies {
    readonly settings: RotationSettings;
    readonly deadline: Deadline;
    /** Which of the three secrets. */
    readonly target: KindSettings;
    /** The id of the pending version. */
    readonly token: string;
    /** The id of the current version. */
    readonly currentVersion: string | undefined;
    /** The id of the version that was current before. */
    readonly previousVersion: string | undefined;
    readonly note: Note;
}

/** The two logins of a kind: a rotation changes the one that is not in use. */
export function loginNames({ kind }: Pick<KindSettings, "kind">): readonly [string, string] {
    return [`${kind}_a`, `${kind}_b`];
}

/**
 * Connects to the writer. Host, port and database come from the environment, never from a secret: a restored secret or
 * database cannot make them stale.
 */
export async function connectAs(login: Login, { settings, postgres, deadline }: RotationContext): Promise<Session> {
    const { host, port, database, ca, environment } = settings;
    const applicationName = `experimentation-rotation-${environment}`;
    // The master would run what the owner of the schema has made.
    const searchPath = "pg_catalog";
    // Rotations wait for each other.
    const options = { host, port, database, ca, ...login, applicationName, searchPath, lockTimeoutMs: 0 } as const;
    return await openSession(postgres, options, deadline);
}
