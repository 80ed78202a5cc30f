import type { RegisteredResource } from "../../offline/registeredResource";
import type { Price } from "./prices";

/** What a month is assumed to bring. */
export interface Usage {
    /** The data in the cluster's volume, in GiB. */
    readonly storageGib: number;
    /** The I/O requests of the cluster's volume in a month. */
    readonly ios: number;
}

/** The parts of a stack's bill, in the order in which they are shown. */
export const parts = ["instances", "storage", "I/O requests", "network", "keys and secrets", "monitoring"] as const;

/** One of {@link parts}. */
export type Part = (typeof parts)[number];

/** What a resource is charged for as long as it exists. */
export interface Charge {
    readonly part: Part;
    /** What is charged, for instance `db.t3.medium`. */
    readonly item: string;
    /** A month's, in the price's unit. */
    readonly quantity: number;
    readonly price: Price;
}

/** What a resource is charged for by use, on top of its charges. */
export interface Use {
    /** What is charged. Two resources' uses of one name are one. */
    readonly what: string;
    readonly price: Price;
}

/** What a resource costs. */
export interface Cost {
    readonly charges: readonly Charge[];
    readonly uses: readonly Use[];
}

/** What a resource's cost may depend on besides its own inputs. */
export interface Surroundings {
    readonly resources: readonly RegisteredResource[];
    readonly usage: Usage;
}

/** What each type of resource costs, by Pulumi's name of the type. */
export type CostTable = Readonly<Record<string, (resource: RegisteredResource, surroundings: Surroundings) => Cost>>;

/** The hours that AWS's own calculator takes for a month. */
export const hoursPerMonth = 730;
