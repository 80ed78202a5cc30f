/** An instance class. */
export interface InstanceClass {
    /** Nominal memory, in GiB. */
    readonly memoryGiB: number;
    readonly vcpus: number;
    /** Lower estimate of Aurora's default of `max_connections`. */
    readonly maxConnections: number;
}

/** From the default `LEAST({DBInstanceClassMemory/9531392},5000)`. */
const bytesPerConnection = 9_531_392;

/**
 * The provisioned instance classes of Aurora PostgreSQL, by name. Every version of `engineVersions.ts` supports all of
 * them: the newest, r8g, needs 15.7, 16.3 or 17.4. `serverless.ts` has `db.serverless`. Classes
 * with local disks are absent because they are useful only with a storage type of their own.
 *
 * From "Supported DB engines for DB instance classes" and "Hardware specifications" in Aurora's user guide.
 */
export const instanceClasses: ReadonlyMap<string, InstanceClass> = new Map([
    ...family("t3", { medium: [2, 4], large: [2, 8] }),
    ...family("t4g", { medium: [2, 4], large: [2, 8] }),
    ...family("r5", memoryOptimized(8, [1, 2, 4, 8, 16, 24, 32, 48])),
    ...family("r6g", memoryOptimized(8, [1, 2, 4, 8, 16, 24, 32])),
    ...family("r6i", memoryOptimized(8, [1, 2, 4, 8, 16, 24, 32, 48, 64])),
    ...family("r7g", memoryOptimized(8, [1, 2, 4, 8, 16, 24, 32])),
    ...family("r7i", memoryOptimized(8, [1, 2, 4, 8, 16, 24, 32, 48, 96])),
    ...family("r8g", memoryOptimized(8, [1, 2, 4, 8, 16, 24, 32, 48, 96])),
    ...family("x2g", memoryOptimized(16, [1, 2, 4, 8, 16, 24, 32])),
]);

/**
 * A lower estimate of Aurora's default of `max_connections`.
 *
 * Aurora divides `DBInstanceClassMemory`, the nominal memory without the part of the operating system and RDS. The size
 * of that part is not published. Aurora's guide calculates with 10^9 bytes for a GiB, 93 % of the nominal memory. This
 * estimate takes 90 %.
 */
function maxConnectionsOf(memoryGiB: number): number {
    const usableBytes = memoryGiB * 2 ** 30 * 0.9;
    return Math.min(Math.floor(usableBytes / bytesPerConnection), 5000);
}

type Sizes = Readonly<Record<string, readonly [vcpus: number, memoryGiB: number]>>;

function family(name: string, sizes: Sizes): [string, InstanceClass][] {
    return Object.entries(sizes).map(([size, [vcpus, memoryGiB]]) => [
        `db.${name}.${size}`,
        { memoryGiB, vcpus, maxConnections: maxConnectionsOf(memoryGiB) },
    ]);
}

/** Sizes in proportion to `large`, which has 2 vCPUs. `halves` are multiples of `large`: 2 is `xlarge`, 4 `2xlarge`. */
function memoryOptimized(memoryGiBPerVcpu: number, halves: readonly number[]): Sizes {
    return Object.fromEntries(
        halves.map((half) => {
            const name = half === 1 ? "large" : half === 2 ? "xlarge" : `${half / 2}xlarge`;
            return [name, [half * 2, half * 2 * memoryGiBPerVcpu] as const];
        }),
    );
}
