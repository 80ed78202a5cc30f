import type { Estimate, StackUse } from "./estimate";
import type { StackCost } from "./stackCost";
import { switches, type Switch } from "./switches";

/** What a switch saves. */
export interface Saving extends Switch {
    /** The difference of the two totals, in a month at idle. */
    readonly cents: number;
    /** What use costs less for: with its price as the stack is, and as it would be. */
    readonly uses: readonly CheaperUse[];
}

/** A use that a switch makes cheaper. */
export interface CheaperUse extends StackUse {
    /** In US dollars; 0 where nothing is charged any more. */
    readonly then: number;
}

/**
 * Prices the stack again with each of its switches, and keeps those that save something: what saves most first.
 *
 * @param cost the stack; a switch that its settings refuse is left out.
 */
export async function savings(cost: StackCost): Promise<Saving[]> {
    const now = await cost.estimate();
    const found: Saving[] = [];
    for (const each of switches(cost.settings).filter(({ changes }) => cost.accepts(changes))) {
        const then = await cost.estimate(each.changes);
        const saving = { ...each, cents: now.cents - then.cents, uses: cheaperUses(now, then) };
        if (saving.cents > 0 || (saving.cents === 0 && saving.uses.length > 0)) {
            found.push(saving);
        }
    }
    return found.sort((a, b) => b.cents - a.cents);
}

function cheaperUses(now: Estimate, then: Estimate): CheaperUse[] {
    return now.uses
        .map((use) => ({ ...use, then: then.uses.find(({ what }) => what === use.what)?.price.usd ?? 0 }))
        .filter((use) => use.then < use.price.usd);
}
