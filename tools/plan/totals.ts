import type { Plan } from "./plan";

/** How many resources a plan has. */
export interface Totals {
    /** Components are counted too. */
    readonly resources: number;
    readonly components: number;
    /** In the types' order. */
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
