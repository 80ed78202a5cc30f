import type { RegisteredResource } from "../../offline/registeredResource";
import type { Price } from "./prices";

/** The assumed usage of a month. */
export interface Usage {
    /** The data in the cluster's volume, in GiB; for a clone, the pages that it does not share with its source. */
    readonly storageGib: number;
    /** The I/O requests of the cluster's volume in a month. */
    readonly ios: number;
    /** The capacity unit hours of each serverless instance in a month, if they are more than its minimum. */
    readonly acuHours: number;
}

/** The parts of a stack's bill, in the order of the report. */
export const parts = [
    "instances",
    "storage",
    "I/O requests",
    "network",
    "keys and secrets",
    "functions",
    "monitoring",
] as const;

/** One of {@link parts}. */
export type Part = (typeof parts)[number];

/** A charge for a resource as long as it exists. */
export interface Charge {
    readonly part: Part;
    /** The charged item, for instance `db.t3.medium`. */
    readonly item: string;
    /** The quantity of a month, in the price's unit. */
    readonly quantity: number;
    readonly price: Price;
}

/** A charge for a resource's use, in addition to its other charges. */
export interface Use {
    /** The charged use. Uses of several resources with the same name count as one. */
    readonly what: string;
    readonly price: Price;
}

/** The cost of a resource. */
export interface Cost {
    readonly charges: readonly Charge[];
    readonly uses: readonly Use[];
    /**
     * Charges whose price is not known, a sentence each. Sentences of several resources that are equal count as one.
     */
    readonly unpriced?: readonly string[];
}

/** The context that a resource's cost may depend on in addition to its own inputs. */
export interface Surroundings {
    readonly resources: readonly RegisteredResource[];
    readonly usage: Usage;
}

/** The costs of resource types, by type token. */
export type CostTable = Readonly<Record<string, (resource: RegisteredResource, surroundings: Surroundings) => Cost>>;

/** The hours of a month in AWS's own calculator. */
export const hoursPerMonth = 730;
