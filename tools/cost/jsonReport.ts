import { hoursPerMonth } from "./charge";
import type { StackUse } from "./estimate";
import { pricesDate, pricesRegion } from "./prices";
import type { CostReport } from "./report";
import type { StorageTypeCost } from "./storageTypes";

/** The report as one document for machines; `docs/costs.md` describes it. Amounts are US dollars a month. */
export function jsonReport({ stack, region, usage, assumptions, estimate, savings, storageTypes }: CostReport): string {
    const document = {
        stack,
        region,
        prices: { date: pricesDate, region: pricesRegion, currency: "USD", hoursPerMonth },
        usage,
        assumptions,
        resources: estimate.lines.map(({ resource, type, part, item, quantity, price, cents }) => ({
            resource,
            type,
            part,
            item,
            quantity,
            price,
            monthly: usd(cents),
        })),
        idle: estimate.idle,
        monthly: usd(estimate.cents),
        uses: estimate.uses.map(({ what, price, resources }: StackUse) => ({ what, price, resources })),
        unpriced: estimate.unpriced,
        savings: savings.map(({ changes, cents, uses, loses }) => ({
            changes,
            monthly: usd(cents),
            uses: uses.map(({ what, price, then }) => ({ what, price, then })),
            loses,
        })),
        storageTypes: {
            standard: storageTypeJson(storageTypes.standard),
            ioOptimized: storageTypeJson(storageTypes.ioOptimized),
            cheaper: storageTypes.cheaper,
            breakEvenIos: storageTypes.breakEvenIos,
        },
    };
    return `${JSON.stringify(document, null, 2)}\n`;
}

function storageTypeJson({ instances, storage, ios, total }: StorageTypeCost) {
    return { instances: usd(instances), storage: usd(storage), ios: usd(ios), total: usd(total) };
}

function usd(cents: number): number {
    return cents / 100;
}
