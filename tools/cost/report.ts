import type { Usage } from "./charge";
import type { Estimate } from "./estimate";
import { type Saving, savings } from "./savings";
import { stackCost } from "./stackCost";
import { type StorageTypes, storageTypes } from "./storageTypes";

/** The content of the report on a stack. */
export interface CostReport {
    readonly stack: string;
    readonly region: string;
    readonly usage: Usage;
    /** Assumptions about facts that are not known offline, a sentence each. */
    readonly assumptions: readonly string[];
    readonly estimate: Estimate;
    readonly savings: readonly Saving[];
    readonly storageTypes: StorageTypes;
}

/**
 * Runs a stack's program with its configuration and with cheaper ones, and prices each run.
 *
 * @throws RunError for an unknown price, ConfigurationError for mistakes in the configuration.
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
