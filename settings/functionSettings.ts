/** The database's logins, their secrets and the rotation function that makes both. */
export interface CredentialsSettings {
    /** Each secret is rotated every so many days. */
    readonly rotationDays: number;
    /** How long a deleted secret can be recovered, in days; 0 deletes at once. */
    readonly secretRecoveryDays: number;
    /** How many connections each of a secret's two logins may have. */
    readonly connectionLimits: {
        readonly application: number;
        readonly reader: number;
        readonly migration: number;
    };
    /** How many connections all logins together may have: it fits the instance class. */
    readonly totalConnections: number;
    /** Who may read the secrets beside the functions, as ARNs; empty leaves it to everybody's own policies. */
    readonly readerArns: readonly string[];
    /** How long one step of a rotation may take, in seconds. */
    readonly rotationTimeoutSeconds: number;
    /** The rotation function's memory, in MB; CPU comes in proportion. */
    readonly rotationMemoryMb: number;
}

/** What the access function's `query` may do. */
export type AccessMode = "readOnly" | "readWrite";

/** The access function. */
export interface AccessSettings {
    /** `readOnly` gives `query` no credential that could write: only `createSchema` has the `migration` secret. */
    readonly mode: AccessMode;
    /** How long one invocation may take, in seconds. */
    readonly timeoutSeconds: number;
    /** The function's memory, in MB; CPU comes in proportion. */
    readonly memoryMb: number;
    /** How many invocations may run at once; undefined shares the account's. */
    readonly reservedConcurrency: number | undefined;
}
