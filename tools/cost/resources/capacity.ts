import type { RegisteredResource } from "../../../offline/registeredResource";
import { toRecord } from "../../../offline/toRecord";
import { type Cost, hoursPerMonth, type Usage } from "../charge";
import { refuse } from "../inputs";
import { prices } from "../prices";

/**
 * The cost of a serverless instance: its minimum capacity all the time, or the given number of hours if it is higher.
 */
export function capacityCost(cluster: RegisteredResource, ioOptimized: boolean, { acuHours }: Usage): Required<Cost> {
    const { minCapacity, maxCapacity } = toRecord(cluster.inputs.serverlessv2ScalingConfiguration);
    if (typeof minCapacity !== "number" || typeof maxCapacity !== "number") {
        return refuse(cluster, "serverlessv2ScalingConfiguration", "must have the range of its serverless instance");
    }
    const price = ioOptimized ? prices.capacityIoOptimized : prices.capacity;
    return {
        charges: [
            {
                part: "instances",
                item: `db.serverless, ${minCapacity} to ${maxCapacity} units`,
                quantity: Math.max(minCapacity * hoursPerMonth, acuHours),
                price,
            },
        ],
        uses: [{ what: "capacity above the minimum", price }],
        unpriced: cluster.inputs.databaseInsightsMode === "advanced" ? [insightsCharge] : [],
    };
}

const insightsCharge =
    "Database Insights in the advanced mode charges serverless instances by capacity unit and hour; the price is not " +
    "known, and the charge is not included";
