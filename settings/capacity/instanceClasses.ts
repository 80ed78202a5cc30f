/** What is known of an instance class. */
export interface InstanceClass {
    /** Nominal memory, in GiB. */
    readonly memoryGiB: number;
    readonly vcpus: number;
}

/**
 * The provisioned instance classes of Aurora PostgreSQL, by name. Every minor of `engineVersions.ts` has all of them: the
 * last, r8g, came with 15.7, 16.3 and 17.4. `db.serverless` is none of them: it has no fixed memory. Classes with local
 * disks are left out, since they need a storage type of their own to gain by them.
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
 * A cautious `max_connections` of an instance class, as Aurora computes its default.
 *
 * Aurora divides `DBInstanceClassMemory`, which is the nominal memory without what the operating system and RDS take.
 * How much that is, is not published; Aurora's guide itself reckons with 10^9 bytes to the GiB, 93 % of the nominal
 * memory, and 90 % stays below that.
 */
export function maxConnections({ memoryGiB }: InstanceClass): number {
    const usableBytes = memoryGiB * 2 ** 30 * 0.9;
    return Math.min(Math.floor(usableBytes / bytesPerConnection), 5000);
}

/** From the default `LEAST({DBInstanceClassMemory/9531392},5000)`. */
const bytesPerConnection = 9_531_392;

type Sizes = Readonly<Record<string, readonly [vcpus: number, memoryGiB: number]>>;

function family(name: string, sizes: Sizes): [string, InstanceClass][] {
    return Object.entries(sizes).map(([size, [vcpus, memoryGiB]]) => [`db.${name}.${size}`, { memoryGiB, vcpus }]);
}

/** Sizes that grow from `large`, 2 processors, in proportion. `halves` counts in `large`: 2 is `xlarge`, 4 `2xlarge`. */
function memoryOptimized(memoryGiBPerVcpu: number, halves: readonly number[]): Sizes {
    return Object.fromEntries(
        halves.map((half) => {
            const name = half === 1 ? "large" : half === 2 ? "xlarge" : `${half / 2}xlarge`;
            return [name, [half * 2, half * 2 * memoryGiBPerVcpu] as const];
        }),
    );
}
