import type { Usage } from "./charge";
import type { Estimate } from "./estimate";
import { savings, type Saving } from "./savings";
import { stackCost } from "./stackCost";
import { storageTypes, type StorageTypes } from "./storageTypes";

/** Everything that the command shows of a stack. */
export interface CostReport {
    readonly stack: string;
    readonly region: string;
    readonly usage: Usage;
    /** What is assumed of what is not known offline, a sentence each. */
    readonly assumptions: readonly string[];
    readonly estimate: Estimate;
    readonly savings: readonly Saving[];
    readonly storageTypes: StorageTypes;
}

/**
 * Runs a stack's program as it is configured and as it could be, and prices each run.
 *
 * @throws RunError where a price is not known, ConfigurationError for mistakes in the configuration.
 */
export async function costReport(stack: string, usage: Usage): Promise<CostReport> {
    const cost = stackCost(stack, usage);
    return {
        stack,
        region: cost.settings.region,
        usage,
        assumptions: cost.assumptions,
        estimate: await cost.estimate(),
        savings: await savings(cost),
        storageTypes: await storageTypes(cost),
    };
}
