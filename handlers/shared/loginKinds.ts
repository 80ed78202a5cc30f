/**
 * The kinds of database login: `migration` owns the schema, `application` writes, `reader` reads. Each kind has a secret
 * and two logins, `<kind>_a` and `<kind>_b`. Rotations use them in turn.
 */
export const loginKinds = ["migration", "application", "reader"] as const;

/** One of {@link loginKinds}. */
export type LoginKind = (typeof loginKinds)[number];

/** Calculates a value for each kind of login. */
export function byLoginKind<T>(valueOf: (kind: LoginKind) => T): Readonly<Record<LoginKind, T>> {
    return { migration: valueOf("migration"), application: valueOf("application"), reader: valueOf("reader") };
}
