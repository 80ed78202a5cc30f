import { hoursPerMonth } from "../cost/charge";
import { instancePrice } from "../cost/instancePrices";
import { prices } from "../cost/prices";

/** Dev's class by default: `docs/decisions/0009-dev-instance.md`. */
const provisioned = "db.t3.medium";

const nightHours = 14;
const dayHours = 10;
const workingDays = 22;

/** The section of docs/costs.md that compares serverless instances with {@link provisioned}. */
export function capacityComparison(): string {
    const hour = instancePrice(provisioned, false).usd;
    const unit = prices.capacity.usd;
    const workingHours = workingDays * dayHours;
    const serverless = (name: string, idleUnits: number) => {
        const idleHour = idleUnits * unit;
        const month = (units: number) => workingHours * units * unit + (hoursPerMonth - workingHours) * idleHour;
        return row(name, [nightHours * idleHour, dayHours * unit, dayHours * 2 * unit, month(1), month(2)]);
    };
    const perMonth = hoursPerMonth * hour;
    return `## Serverless or provisioned

One instance, in US dollars: an idle night of ${nightHours} hours, a working day of ${dayHours} hours, and a month with ${workingDays} working days and nothing else. "1 unit" and "2 units" are the capacity while somebody works. With Performance Insights, which every instance has, AWS recommends a minimum of 2 units; nobody has measured this project's capacity on AWS.

| instance | night | day, 1 unit | day, 2 units | month, 1 unit | month, 2 units |
| --- | --- | --- | --- | --- | --- |
${row(`\`${provisioned}\``, [nightHours * hour, dayHours * hour, dayHours * hour, perMonth, perMonth])}
${serverless("`db.serverless` with `minCapacity` 0.5", 0.5)}
${serverless("`db.serverless` with `minCapacity` 0, paused at night", 0)}

${Math.round(perMonth / unit)} capacity unit hours a month cost as much as a \`${provisioned}\`. [A record](decisions/0009-dev-instance.md) explains why dev is not serverless.
`;
}

function row(name: string, amounts: readonly number[]): string {
    return `| ${[name, ...amounts.map((usd) => usd.toFixed(2))].join(" | ")} |`;
}
