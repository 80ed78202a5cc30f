import type { Plan } from "./plan";

/** The numbers of resources in a plan. */
export interface Totals {
    /** Includes components. */
    readonly resources: number;
    readonly components: number;
    /** Sorted by type. */
    readonly byType: Readonly<Record<string, number>>;
}

/** Counts a plan's resources. */
export function totalsOf({ resources }: Plan): Totals {
    const byType: Record<string, number> = {};
    for (const type of resources.map((resource) => resource.type).sort()) {
        byType[type] = (byType[type] ?? 0) + 1;
    }
    return {
        resources: resources.length,
        components: resources.filter(({ component }) => component).length,
        byType,
    };
}
