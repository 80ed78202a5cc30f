import type { Tuning } from "../../../components/aurora/platformArgs";

/** The tunings, from the smallest to production's. */
export const tunings: readonly Tuning[] = ["minimal", "medium", "optimized"];
