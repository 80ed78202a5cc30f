import type { PlanDifference, ResourceChange } from "./compare";
import type { Plan } from "./plan";
import { totalsOf } from "./totals";

/**
 * A plan for a machine: one JSON document with
 *
 * - `stack`, `environment`, `region`, `tags` (those of every resource), `outputs` (their names), `warnings`;
 * - `resources`: parents before their children, each with `type`, `name`, `parent` (`type::name`, or null below the
 *   stack), `component`, `options` (`protect`, `retainOnDelete`, `deleteBeforeReplace`, `ignoreChanges`, and for a resource
 *   that the stack takes over `import`, its id in AWS) and `settings`;
 * - `totals`: `resources`, `components` (counted in `resources` too), `byType`.
 *
 * `settings` are all inputs, with sorted keys: a secret is `[secret]`, another resource's ARN, id or name is
 * `→ type name`, an ARN of the stack's account and region is `service:resource`, a JSON text is parsed, and code is
 * the list of its files.
 */
export function planDocument(plan: Plan): string {
    return documentText({ ...plan, totals: totalsOf(plan) });
}

/**
 * A difference for a machine: one JSON document with `from` and `to` (`stack`, `environment`), `added` and `removed`
 * (resources as in {@link planDocument}), `changed` and `replaced` (`type`, `name`, and `changes` of `label`,
 * `from`, `to`, null if there is none, and `effect`: update, replace or ignored) and `same`, a count.
 */
export function differenceDocument(difference: PlanDifference): string {
    return documentText({
        ...difference,
        changed: difference.changed.map(changeDocument),
        replaced: difference.replaced.map(changeDocument),
    });
}

function changeDocument({ type, name, changes }: ResourceChange): object {
    return {
        type,
        name,
        changes: changes.map(({ label, from = null, to = null, effect }) => ({ label, from, to, effect })),
    };
}

function documentText(document: object): string {
    return `${JSON.stringify(document, null, 2)}\n`;
}
