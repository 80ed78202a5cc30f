import { groups } from "../../shared/database/schema";
import type { Master } from "../roles/master";
import { quoted } from "../roles/statements";
import type { Declaration, DeclaredRole } from "./declaration";
import { foreignMemberships, type MembershipState, membershipStatements } from "./memberships";
import { comment, type Plan, refusal } from "./plan";
import { recordedMemberships, recordText } from "./record";

/** A role of the server. */
export interface RoleState extends MembershipState {
    readonly name: string;
    readonly login: boolean;
    readonly connectionLimit: number;
    /** Whether it inherits privileges, and may create neither roles nor databases. */
    readonly isPlain: boolean;
    /** Whether it has an attribute that only a superuser can take away. */
    readonly isPowerful: boolean;
    /** Whether the master has the role's privileges, so that it can make the role the owner of something. */
    readonly actsAs: boolean;
    /** Whether the master may grant the role to others on every version of PostgreSQL. */
    readonly hasAdmin: boolean;
}

/**
 * Plans the declared roles and their memberships. Drops no role, and revokes only memberships that an earlier plan
 * granted.
 *
 * @throws `roleNotOurs` if a declared role exists that no plan created.
 */
export function planRoles({ roles, databases }: Declaration, state: readonly RoleState[], master: Master): Plan {
    const find = (name: string) => state.find((role) => role.name === name);
    const owners = [...new Set(databases.map(({ owner }) => owner))];
    const groupNames = Object.values(groups);
    const missingGroups = groupNames.filter((group) => find(group) === undefined);
    const joinRoles = (name: string, memberOf: readonly string[]) => {
        const isOwner = owners.includes(name);
        const isJoined = find(groups.owner)?.memberOf.includes(name) === true;
        return membershipStatements({ name, memberOf, isOwner }, find(name), isJoined);
    };
    const declared = [...roles].sort(byName);
    const abandoned = state
        .filter(({ name, comment: text }) => recordedMemberships(text) !== undefined && !isNamed(roles, name))
        .sort(byName);
    return {
        statements: [
            // The first deployment may come here before the first rotation, which corrects them.
            ...missingGroups.map((group) => `CREATE ROLE ${quoted(group)} NOLOGIN`),
            ...declared.flatMap((role) => roleStatements(role, find(role.name))),
            ...[...owners, ...declared.filter(({ login }) => !login).map(({ name }) => name)]
                .filter((name, index, names) => names.indexOf(name) === index)
                .flatMap((name) => masterStatements(name, owners.includes(name), find(name), master)),
            ...declared.flatMap(({ name, memberOf }) => joinRoles(name, memberOf)),
            ...abandoned.flatMap(({ name }) => joinRoles(name, [])),
        ],
        unmanaged: [
            ...abandoned.map(({ name }) => `role ${name} is no longer declared; nothing drops it`),
            ...declared.flatMap((role) => foreignMemberships(role, find(role.name))),
            ...state
                .filter(({ name, comment: text }) => recordedMemberships(text) === undefined && isForeign(name, master))
                .map(({ name }) => `role ${name} is not declared`)
                .sort(),
        ],
    };
}

function roleStatements(role: DeclaredRole, existing: RoleState | undefined): string[] {
    const { name, login, connectionLimit } = role;
    const attributes = `${login ? "LOGIN" : "NOLOGIN"} INHERIT NOCREATEDB NOCREATEROLE CONNECTION LIMIT ${connectionLimit}`;
    if (existing === undefined) {
        return [`CREATE ROLE ${quoted(name)} ${attributes}`];
    }
    if (existing.isPowerful) {
        throw refusal(
            "roleNotOurs",
            `Role ${name} is a superuser, or may replicate or bypass row security`,
            "Take that from it",
        );
    }
    if (recordedMemberships(existing.comment) === undefined) {
        const adoption = comment("ROLE", name, recordText({ memberOf: [] }));
        throw refusal(
            "roleNotOurs",
            `Role ${name} exists and is not of a declaration`,
            `Rename it, or run ${adoption} to adopt it`,
        );
    }
    const isSame = existing.login === login && existing.connectionLimit === connectionLimit && existing.isPlain;
    return isSame ? [] : [`ALTER ROLE ${quoted(name)} ${attributes}`];
}

/**
 * What the master needs on a role: to make it the owner of something, the master must be a member. Since PostgreSQL 16,
 * only the ADMIN option allows to grant a role, and the creator has it. On 15, the creator grants it to itself, so that it
 * has it after a major upgrade. Never for a login, whose membership in `rds_iam` the master would share.
 */
function masterStatements(
    name: string,
    isOwner: boolean,
    existing: RoleState | undefined,
    { majorVersion }: Master,
): string[] {
    if (majorVersion < 16) {
        return existing?.hasAdmin === true ? [] : [`GRANT ${quoted(name)} TO CURRENT_USER WITH ADMIN OPTION`];
    }
    return isOwner && existing?.actsAs !== true ? [`GRANT ${quoted(name)} TO CURRENT_USER`] : [];
}

/** Whether a role is neither of PostgreSQL, RDS nor this program. */
function isForeign(name: string, master: Master): boolean {
    const isKnown = /^(pg_|rds|postgres$|experimentation_(owner|writer|reader)$|(migration|application|reader)_[ab]$)/;
    return !isKnown.test(name) && ![name, quoted(name)].includes(master.name);
}

function isNamed(roles: readonly DeclaredRole[], name: string): boolean {
    return roles.some((role) => role.name === name);
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
    return one.name < other.name ? -1 : 1;
}
