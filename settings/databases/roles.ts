import type { DeclaredRole } from "../../handlers/rotation/databases/declaration";
import { groups } from "../../handlers/shared/database/schema";
import { reservedWords } from "../aws/reservedWords";
import { didYouMean, nearest } from "../nearest";
import { repeated } from "../values";
import { fieldProblem } from "./fields";

/** The program's own roles that declared roles may be members of, and that may be granted privileges. */
export const ownRoles: readonly string[] = [groups.reader, groups.writer];

/** RDS's role of the logins that authenticate with IAM. */
const iamRole = "rds_iam";

const mostRoles = 50;

/** The problem of the mapping of roles, a semicolon and the fix. */
export function rolesProblem(value: Readonly<Record<string, unknown>>, masterUsername: string): string | undefined {
    const entries = Object.entries(value);
    if (entries.length > mostRoles) {
        return `has ${entries.length} roles, and one run makes ${mostRoles} at most; remove some`;
    }
    return entries
        .map(([name, fields]) => nameProblem(name, masterUsername) ?? roleProblem(name, fields))
        .find((problem) => problem !== undefined);
}

function nameProblem(name: string, masterUsername: string): string | undefined {
    if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) {
        return `${name}: is not a valid role name; use 1 to 63 lower-case letters, digits and _, first a letter`;
    }
    const isReserved =
        reservedWords.has(name) ||
        name === masterUsername ||
        /^(pg_|rds|experimentation_|postgres$|public$|none$|(migration|application|reader)_[ab]$)/.test(name);
    return isReserved ? `${name}: is reserved by PostgreSQL, RDS or this program; choose another` : undefined;
}

function roleProblem(name: string, value: unknown): string | undefined {
    const problem = fieldProblem(name, value, { login: "text", memberOf: "texts", connectionLimit: "number" });
    if (problem !== undefined) {
        return problem;
    }
    const { login = "none", connectionLimit }: { login?: unknown; connectionLimit?: unknown } = { ...toFields(value) };
    if (login !== "none" && login !== "iam") {
        return `${name}: login: ${String(login)}: must be none or iam; applications with a password use the program's own secrets`;
    }
    if (login === "none" && connectionLimit !== undefined) {
        return `${name}: connectionLimit: has no effect without a login; remove it, or set login to iam`;
    }
    const limit = Number(connectionLimit ?? defaultLimit);
    return limit >= 1 && limit <= 1000
        ? undefined
        : `${name}: connectionLimit: ${limit}: must be a whole number from 1 to 1000; correct it`;
}

/** Concurrent connections of a login. */
const defaultLimit = 5;

/** The declared roles. Call it for a mapping without a problem. */
export function declaredRoles(value: Readonly<Record<string, unknown>>): readonly DeclaredRole[] {
    return Object.entries(value).map(([name, fields]) => {
        const { login, memberOf = [], connectionLimit = defaultLimit } = toFields(fields);
        const roles = Array.isArray(memberOf) ? memberOf.map(String) : [];
        return login === "iam"
            ? { name, login: true, connectionLimit: Number(connectionLimit), memberOf: [...roles, iamRole] }
            : { name, login: false, connectionLimit: -1, memberOf: roles };
    });
}

function toFields(value: unknown): Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null ? { ...value } : {};
}

/** The problem of the roles' memberships, a semicolon and the fix. */
export function membershipProblem(roles: readonly DeclaredRole[]): string | undefined {
    return roles
        .map(({ name, login, memberOf }) => {
            const own = login ? memberOf.slice(0, -1) : memberOf;
            const twice = repeated(own);
            const wrong =
                twice === undefined ? own.map((role) => groupProblem(role, roles)) : [`has ${twice} twice; remove it`];
            const problem =
                wrong.find((each) => each !== undefined) ??
                (reaches(name, name, roles, [])
                    ? "is a member of itself through other roles; remove one of the memberships"
                    : undefined);
            return problem === undefined ? undefined : `${name}: memberOf: ${problem}`;
        })
        .find((problem) => problem !== undefined);
}

function groupProblem(role: string, roles: readonly DeclaredRole[]): string | undefined {
    if (role === iamRole) {
        return `${role}: is what login iam means; remove it, and set login to iam`;
    }
    if (role === groups.owner) {
        return `${role}: owns every table of the program; use the secret of migration instead`;
    }
    if (/^(pg_|rds)/.test(role)) {
        return `${role}: gives rights on the whole server; grant it by hand if you must`;
    }
    const declared = roles.find(({ name }) => name === role);
    if (declared?.login === true) {
        return `${role}: is a login, which has no members; declare a role without login for both`;
    }
    return declared === undefined && !ownRoles.includes(role) ? undeclared(role, roles) : undefined;
}

/** What is said of a role that is neither declared nor the program's own. */
export function undeclared(role: string, roles: readonly DeclaredRole[]): string {
    const names = [...roles.filter(({ login }) => !login).map(({ name }) => name), ...ownRoles];
    return `${role}: is not declared; declare it in databaseRoles, or use ${ownRoles.join(" or ")}${didYouMean(nearest(role, names))}`;
}

function reaches(from: string, goal: string, roles: readonly DeclaredRole[], seen: readonly string[]): boolean {
    const { memberOf = [] } = roles.find(({ name }) => name === from) ?? {};
    return memberOf.some(
        (role) => role === goal || (!seen.includes(role) && reaches(role, goal, roles, [...seen, role])),
    );
}
