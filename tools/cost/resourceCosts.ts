import { RunError } from "@pulumi/pulumi";
import type { RegisteredResource } from "../../offline/registeredResource";
import { findResourceType } from "../../resourceTypes";
import type { Cost, CostTable, Surroundings } from "./charge";
import { databaseCosts } from "./resources/database";
import { functionCosts } from "./resources/functions";
import { monitoringCosts } from "./resources/monitoring";
import { networkCosts } from "./resources/network";
import { secretCosts } from "./resources/secrets";

const costs: CostTable = { ...databaseCosts, ...networkCosts, ...secretCosts, ...functionCosts, ...monitoringCosts };

/** The types that have a price. */
export function pricedTypes(): readonly string[] {
    return Object.keys(costs);
}

/** The cost of a resource, or the reason why it is free. */
export type Priced = { readonly cost: Cost } | { readonly freeBecause: string };

/**
 * Prices a resource.
 *
 * @throws RunError for a type without a price or a reason, and for inputs without a known price.
 */
export function priceResource(resource: RegisteredResource, surroundings: Surroundings): Priced {
    const costOf = costs[resource.type];
    if (costOf !== undefined) {
        return { cost: costOf(resource, surroundings) };
    }
    const freeBecause = resource.type.startsWith("experimentation:")
        ? "a component: its resources are priced by themselves"
        : findResourceType(resource.type)?.freeBecause;
    if (freeBecause === undefined) {
        throw new RunError(
            `${resource.type} (${resource.name}): has no price; add the type to a table of tools/cost/resources/, ` +
                "with its prices in tools/cost/prices.ts, or give the reason (freeBecause) in its record in resourceTypes/",
        );
    }
    return { freeBecause };
}
