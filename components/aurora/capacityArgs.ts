/** An instance of a cluster. */
export interface InstanceArgs {
    /** For instance `db.r5.large`. A change restarts the instance. */
    readonly instanceClass: string;
    /**
     * 0 to 15. In a failover, the reader in the lowest tier becomes the writer; in the same tier, the largest one. A
     * change restarts nothing.
     */
    readonly promotionTier: number;
    /** Whether the class is `db.serverless`. */
    readonly isServerless: boolean;
    /** Nominal memory of {@link instanceClass}, in GiB; of a serverless instance, with its largest capacity. */
    readonly memoryGiB: number;
    /** Lower estimate of `max_connections`. */
    readonly maxConnections: number;
    /**
     * Whether it pauses while nobody is connected to it. The first connection after a pause waits for about 15 seconds,
     * and any connection, even an idle one, prevents the next pause.
     */
    readonly pauses: boolean;
}

/** The autoscaling of the readers. Every change is made in place. */
export interface ReaderScaling {
    /**
     * The largest number of readers, with the fixed ones: at most 15. The fixed readers are the minimum. If it is their
     * number, Aurora removes the readers that it added.
     */
    readonly maximum: number;
    /** What Aurora measures: an average over the readers. */
    readonly metric: "cpu" | "connections";
    /** The value that Aurora keeps the average near: per cent of the CPU, or a number of connections. */
    readonly target: number;
    /** Time after a removal before the next one. */
    readonly scaleInSeconds: number;
    /** Time after an addition before the next one. Aurora does not wait if it then needs still more readers. */
    readonly scaleOutSeconds: number;
}

/** The range in which the serverless instances of a cluster scale, in Aurora capacity units (ACUs) of about 2 GiB. */
export interface Capacity {
    /** 0 to 256 in steps of 0.5. With 0, idle instances can pause. */
    readonly min: number;
    /** 1 to 256 in steps of 0.5. After a change, `max_connections` is the former one until each instance restarts. */
    readonly max: number;
    /** Seconds without a connection after which an instance pauses: 300 to 86,400. Undefined if none can pause. */
    readonly pauseAfterSeconds: number | undefined;
}

/** An endpoint of a named set of readers, for instance for analytics. */
export interface CustomEndpoint {
    /** Part of the endpoint's identifier, and of the parameter `<name>-host`. A change replaces both. */
    readonly name: string;
    /** The numbers of the members, in `AuroraPlatformArgs.instances`. A change is made in place. */
    readonly readers: readonly number[];
}
