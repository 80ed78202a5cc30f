import { type Line, optionLines, settingLines } from "./lines";
import type { Plan, PlannedResource } from "./plan";
import { type InputChange, isReplacing, onlyAtCreation } from "./replacing";
import { type SameNames, sameNames } from "./sameNames";
import { keyOf } from "./treeOrder";

/** The changes of an update that would turn one stack into the other. */
export interface PlanDifference {
    readonly from: Pick<Plan, "stack" | "environment">;
    readonly to: Pick<Plan, "stack" | "environment">;
    readonly added: readonly PlannedResource[];
    readonly removed: readonly PlannedResource[];
    /** The stack itself comes first if its region, tags or outputs differ. */
    readonly changed: readonly ResourceChange[];
    readonly replaced: readonly ResourceChange[];
    /** The number of resources that are the same in both. */
    readonly same: number;
}

/** A resource of both stacks, with its differences. */
export interface ResourceChange {
    readonly type: string;
    /** The name in the stack that is compared. */
    readonly name: string;
    readonly changes: readonly SettingChange[];
}

/** A difference in a setting or an option, or in a part of one. */
export interface SettingChange {
    readonly label: string;
    /** Undefined if there is none. */
    readonly from: string | undefined;
    readonly to: string | undefined;
    readonly effect: Effect;
}

/** The effect of a change on an existing resource: none if `ignoreChanges` has the input, or if it counts at creation alone. */
export type Effect = "update" | "replace" | "ignored";

/**
 * Compares two plans by the resources' places in the tree.
 *
 * @throws for a changed resource whose type has no record in `resourceTypes/`.
 */
export function comparePlans(from: Plan, to: Plan): PlanDifference {
    const names = { old: sameNames(from), now: sameNames(to) };
    const olds = byPlace(from, names.old);
    const news = byPlace(to, names.now);
    const changes = [...news].flatMap(([place, resource]) => {
        const old = olds.get(place);
        return old === undefined ? [] : [resourceChange(old, resource, names)];
    });
    const different = changes.filter((change) => change.changes.length > 0);
    const isReplaced = (change: ResourceChange) => change.changes.some(({ effect }) => effect === "replace");
    return {
        from: { stack: from.stack, environment: from.environment },
        to: { stack: to.stack, environment: to.environment },
        added: [...news].flatMap(([place, resource]) => (olds.has(place) ? [] : [resource])),
        removed: [...olds].flatMap(([place, resource]) => (news.has(place) ? [] : [resource])),
        changed: [...stackChange(from, to, names), ...different.filter((change) => !isReplaced(change))],
        replaced: different.filter(isReplaced),
        same: changes.length - different.length,
    };
}

/** The resources by type and name and by those of all their parents, as in their URNs. */
function byPlace(plan: Plan, same: SameNames): Map<string, PlannedResource> {
    const places = new Map<string, string>();
    const placed = new Map<string, PlannedResource>();
    for (const resource of plan.resources) {
        const key = keyOf(resource);
        const place = `${places.get(resource.parent ?? "") ?? ""}$${same(key)}`;
        places.set(key, place);
        placed.set(place, resource);
    }
    return placed;
}

/** Functions that make the names of the two stacks equal. */
interface Names {
    readonly old: SameNames;
    readonly now: SameNames;
}

function resourceChange(from: PlannedResource, to: PlannedResource, names: Names): ResourceChange {
    const effectOf = (input: string, change: InputChange): Effect => {
        if ([...to.options.ignoreChanges, ...onlyAtCreation(to.type)].includes(input)) return "ignored";
        return isReplacing(to.type, input, change) ? "replace" : "update";
    };
    const options = lineChanges(optionLines(from), optionLines(to), names);
    const settings = lineChanges(settingLines(from), settingLines(to), names);
    return {
        type: to.type,
        name: to.name,
        changes: [
            ...options.map(({ change }) => ({ ...change, effect: "update" as const })),
            ...settings.map(({ input, change }) => ({ ...change, effect: effectOf(input, change) })),
        ],
    };
}

function stackChange(from: Plan, to: Plan, names: Names): ResourceChange[] {
    const linesOf = ({ region, tags, outputs }: Plan) => settingLines({ settings: { region, tags, outputs } });
    const changes = lineChanges(linesOf(from), linesOf(to), names).map(({ change }) => ({
        ...change,
        effect: "update" as const,
    }));
    return changes.length === 0 ? [] : [{ type: "pulumi:pulumi:Stack", name: to.stack, changes }];
}

interface LineChange {
    readonly input: string;
    readonly change: Omit<SettingChange, "effect">;
}

/** The lines that differ, in the order of the new ones. Removed lines come last. */
function lineChanges(olds: readonly Line[], news: readonly Line[], names: Names): LineChange[] {
    const before = new Map(olds.map((line) => [names.old(line.label), line]));
    const after = new Map(news.map((line) => [names.now(line.label), line]));
    return [...new Set([...after.keys(), ...before.keys()])].flatMap((key): LineChange[] => {
        const [old, now] = [before.get(key), after.get(key)];
        const line = now ?? old;
        const isSame = old !== undefined && now !== undefined && names.old(old.text) === names.now(now.text);
        return isSame || line === undefined
            ? []
            : [{ input: line.input, change: { label: line.label, from: old?.text, to: now?.text } }];
    });
}
