import type { Estimate, StackUse } from "./estimate";
import type { StackCost } from "./stackCost";
import { type Switch, switches } from "./switches";

/** The saving of a switch. */
export interface Saving extends Switch {
    /** The difference of the two totals, for a month at idle. */
    readonly cents: number;
    /** Uses that become cheaper, with both prices. */
    readonly uses: readonly CheaperUse[];
}

/** A use that a switch makes cheaper. */
export interface CheaperUse extends StackUse {
    /** The new price in US dollars; 0 if there is no charge any more. */
    readonly then: number;
}

/**
 * Prices the stack again with each of its switches. Returns the switches that save something, the largest saving first.
 *
 * @param cost the stack. Switches that its settings refuse are left out.
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
