import { groups } from "../../shared/database/schema";
import { type DeclaredGrant, grantsOf, texts } from "./declaration";

/**
 * What the program has granted, as the comment on a role or a database. It is changed in the transaction that grants, and
 * goes with its object. A comment without the mark means that the object is not of a declaration.
 */
const mark = { declaredBy: "experimentation" };

/** The memberships that the program has granted to a role. Undefined if the role is not of a declaration. */
export function recordedMemberships(comment: string | null): readonly string[] | undefined {
    const record = parse(comment);
    return record === undefined ? undefined : texts(record, "memberOf");
}

/** Whether the program has granted a role to its own owner. Rotations leave this membership: see ensureMemberships. */
export function isRecordedOwner(comment: string | null): boolean {
    return texts(parse(comment), "members").includes(groups.owner);
}

/** The privileges that the program has granted in a database. Undefined if it is not of a declaration. */
export function recordedGrants(comment: string | null): readonly DeclaredGrant[] | undefined {
    const record = parse(comment);
    return record === undefined ? undefined : grantsOf(record);
}

/** The comment's text. */
export function recordText(record: {
    readonly memberOf?: readonly string[];
    readonly members?: readonly string[] | undefined;
    readonly grants?: readonly DeclaredGrant[];
}): string {
    return JSON.stringify({ ...mark, ...record });
}

function parse(comment: string | null): unknown {
    try {
        const value: unknown = JSON.parse(comment ?? "");
        const isOurs =
            typeof value === "object" && value !== null && Reflect.get(value, "declaredBy") === mark.declaredBy;
        return isOurs ? value : undefined;
    } catch {
        return undefined;
    }
}
