import { type Estimate, sumOf } from "./estimate";
import { prices } from "./prices";
import type { StackCost } from "./stackCost";

/** The costs that depend on the storage type, in cents a month. */
export interface StorageTypeCost {
    readonly instances: number;
    readonly storage: number;
    readonly ios: number;
    readonly total: number;
}

/** The costs of a stack with each of Aurora's two storage types. */
export interface StorageTypes {
    readonly standard: StorageTypeCost;
    readonly ioOptimized: StorageTypeCost;
    readonly cheaper: "standard" | "ioOptimized";
    /** The number of I/O requests a month from which `ioOptimized` costs no more. */
    readonly breakEvenIos: number;
}

/** Prices the stack with each of the two storage types. */
export async function storageTypes(cost: StackCost): Promise<StorageTypes> {
    const current = cost.settings.database.storageType;
    const priced = async (storageType: "standard" | "ioOptimized") =>
        partsOf(await cost.estimate(storageType === current ? {} : { storageType }));
    return compareStorageTypes(await priced("standard"), await priced("ioOptimized"));
}

/**
 * Compares the two. Standard storage is charged by request. The break-even is the number of requests that costs as much
 * as the surcharge of I/O-optimized storage.
 */
export function compareStorageTypes(standard: StorageTypeCost, ioOptimized: StorageTypeCost): StorageTypes {
    const premiumCents = ioOptimized.total - (standard.total - standard.ios);
    const centsPerMillion = Math.round(prices.ioRequests.usd * 100);
    return {
        standard,
        ioOptimized,
        cheaper: ioOptimized.total < standard.total ? "ioOptimized" : "standard",
        breakEvenIos: Math.ceil((Math.max(premiumCents, 0) * 1_000_000) / centsPerMillion),
    };
}

function partsOf({ lines }: Estimate): StorageTypeCost {
    const [instances, storage, ios] = [
        sumOf(lines, "instances"),
        sumOf(lines, "storage"),
        sumOf(lines, "I/O requests"),
    ];
    return { instances, storage, ios, total: instances + storage + ios };
}
