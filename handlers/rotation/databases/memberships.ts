import { groups } from "../../shared/database/schema";
import { quoted } from "../roles/statements";
import type { DeclaredRole } from "./declaration";
import { comment } from "./plan";
import { isRecordedOwner, recordedMemberships, recordText } from "./record";

/** What is known of an existing role's memberships. */
export interface MembershipState {
    readonly memberOf: readonly string[];
    readonly comment: string | null;
}

/** The memberships of a role, and those in it. */
interface Memberships extends Pick<DeclaredRole, "name" | "memberOf"> {
    /** Whether it owns a declared database, so that the logins of migration must be able to act as it. */
    readonly isOwner: boolean;
}

/**
 * The statements that change a role's memberships, and record them. An owner is granted to the program's owner, of which
 * the logins of migration are members. They inherit its right to connect, and can run SET ROLE.
 *
 * @param isJoined Whether the program's owner is a member of the role.
 */
export function membershipStatements(
    { name, memberOf, isOwner }: Memberships,
    existing: MembershipState | undefined,
    isJoined: boolean,
): string[] {
    const role = quoted(name);
    const has = existing?.memberOf ?? [];
    const recorded = existing?.comment ?? null;
    const text = recordText({ memberOf, members: isOwner ? [groups.owner] : undefined });
    return [
        ...memberOf.filter((group) => !has.includes(group)).map((group) => `GRANT ${quoted(group)} TO ${role}`),
        ...(isOwner && !isJoined ? [`GRANT ${role} TO ${quoted(groups.owner)}`] : []),
        ...(recordedMemberships(recorded) ?? [])
            .filter((group) => !memberOf.includes(group) && has.includes(group))
            .map((group) => `REVOKE ${quoted(group)} FROM ${role}`),
        ...(!isOwner && isJoined && isRecordedOwner(recorded) ? [`REVOKE ${role} FROM ${quoted(groups.owner)}`] : []),
        ...(recorded === text ? [] : [comment("ROLE", name, text)]),
    ];
}

/** Sentences about a role's memberships that no declaration has. */
export function foreignMemberships({ name, memberOf }: DeclaredRole, existing: MembershipState | undefined): string[] {
    const known = [...memberOf, ...(recordedMemberships(existing?.comment ?? null) ?? [])];
    return (existing?.memberOf ?? [])
        .filter((role) => !known.includes(role))
        .map((role) => `role ${name} is a member of ${role}, which is not declared`);
}
