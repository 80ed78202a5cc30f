import type { Tuning } from "../../components/aurora/platformArgs";

/**
 * The least memory of each tuning level, in GiB. With less, the memory for each connection beside `shared_buffers` is
 * too small for the level: `optimized` needs room for the hashes and sorts of an analysis.
 */
export const leastMemoryGiB: Readonly<Record<Tuning, number>> = { minimal: 4, medium: 4, optimized: 16 };
