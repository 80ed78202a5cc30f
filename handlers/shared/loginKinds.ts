/**
 * The kinds of database login: `migration` owns the schema, `application` writes, `reader` reads. Each kind has a
 * secret and two logins, `<kind>_a` and `<kind>_b`. Rotations use them in turn.
 */
export const loginKinds = ["migration", "application", "reader"] as const;

/** One of {@link loginKinds}. */
export type LoginKind = (typeof loginKinds)[number];

/** Whether the access function's `query` may write. */
export const accessModes = ["readOnly", "readWrite"] as const;

/** One of {@link accessModes}. */
export type AccessMode = (typeof accessModes)[number];

/** The logins that the access function uses. Without `application`, no statement of a caller can write. */
export function accessLogins(mode: AccessMode): readonly LoginKind[] {
    return mode === "readWrite" ? loginKinds : loginKinds.filter((kind) => kind !== "application");
}

/** Calculates a value for each kind of login. */
export function byLoginKind<T>(valueOf: (kind: LoginKind) => T): Readonly<Record<LoginKind, T>> {
    return { migration: valueOf("migration"), application: valueOf("application"), reader: valueOf("reader") };
}
