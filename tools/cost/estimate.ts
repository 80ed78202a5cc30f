import type { RegisteredResource } from "../../offline/registeredResource";
import { type Charge, type Cost, type Part, parts, type Usage, type Use } from "./charge";
import { centsOf } from "./money";
import { priceResource } from "./resourceCosts";

/** A charge of a resource, in a month. */
export interface Line extends Charge {
    /** The resource's logical name. */
    readonly resource: string;
    readonly type: string;
    readonly cents: number;
    /** The charges by use. Only the first line of the resource has them. */
    readonly uses: readonly string[];
}

/** Resources of a type that cost nothing at idle. */
export interface IdleType {
    readonly type: string;
    readonly count: number;
    readonly reason: string;
}

/** A use, and the number of resources that can cause it. */
export interface StackUse extends Use {
    readonly resources: number;
}

/** The cost of a stack in a month. */
export interface Estimate {
    /** Sorted by part, then by the resources' types and names. */
    readonly lines: readonly Line[];
    readonly idle: readonly IdleType[];
    readonly uses: readonly StackUse[];
    /** Charges whose price is not known, a sentence each. They are not part of {@link cents}. */
    readonly unpriced: readonly string[];
    /** The sum of the lines. */
    readonly cents: number;
}

/**
 * Prices the resources that a program registered.
 *
 * @throws RunError for a resource without a known price.
 */
export function estimate(registered: readonly RegisteredResource[], usage: Usage): Estimate {
    // Pulumi registers in an order that may differ from run to run.
    const resources = [...registered].sort((a, b) => compare(a.type, b.type) || compare(a.name, b.name));
    const priced = resources.map((resource) => ({ resource, ...priceOf(resource, { resources, usage }) }));
    const lines = parts.flatMap((part) =>
        priced.flatMap(({ resource, charges, uses }) =>
            charges
                .map((charge, index) => ({
                    ...charge,
                    resource: resource.name,
                    type: resource.type,
                    cents: centsOf(charge.price.usd, charge.quantity),
                    uses: index === 0 ? uses.map(({ what }) => what) : [],
                }))
                .filter((line) => line.part === part),
        ),
    );
    const unpriced = [...new Set(priced.flatMap((each) => each.unpriced ?? []))];
    return { lines, idle: idleTypes(priced), uses: stackUses(priced), unpriced, cents: sumOf(lines) };
}

/** The cost of the lines of a part, or of all lines. */
export function sumOf(lines: readonly Line[], part?: Part): number {
    return lines.filter((line) => part === undefined || line.part === part).reduce((sum, { cents }) => sum + cents, 0);
}

function compare(a: string, b: string): number {
    return a.localeCompare(b, "en", { numeric: true });
}

interface PricedResource extends Cost {
    readonly resource: RegisteredResource;
    readonly reason: string;
}

function priceOf(...args: Parameters<typeof priceResource>): Omit<PricedResource, "resource"> {
    const priced = priceResource(...args);
    return "cost" in priced
        ? {
              ...priced.cost,
              reason: priced.cost.uses.length === 0 ? "free with this configuration" : "charged by use only",
          }
        : { charges: [], uses: [], reason: priced.freeBecause };
}

function idleTypes(priced: readonly PricedResource[]): IdleType[] {
    const types = new Map<string, IdleType>();
    for (const { resource, reason } of priced.filter(({ charges }) => charges.length === 0)) {
        const key = `${resource.type} ${reason}`;
        types.set(key, { type: resource.type, count: (types.get(key)?.count ?? 0) + 1, reason });
    }
    return [...types.values()];
}

/** Each use once, at its highest price. */
function stackUses(priced: readonly PricedResource[]): StackUse[] {
    const uses = new Map<string, StackUse>();
    for (const { what, price } of priced.flatMap((each) => each.uses)) {
        const before = uses.get(what);
        const highest = before !== undefined && before.price.usd > price.usd ? before.price : price;
        uses.set(what, { what, price: highest, resources: (before?.resources ?? 0) + 1 });
    }
    return [...uses.values()];
}
