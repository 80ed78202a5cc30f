import type { Tuning } from "../databaseSettings";

/**
 * The least memory for each tuning, in GiB. The memory settings are computed for the instance; below these sizes what
 * is left for each connection beside `shared_buffers` is too little for the tuning to be one: `optimized` wants room
 * for the hashes and sorts of an analysis, and several vacuum workers at once.
 */
export const leastMemoryGiB: Readonly<Record<Tuning, number>> = { minimal: 4, medium: 4, optimized: 16 };
