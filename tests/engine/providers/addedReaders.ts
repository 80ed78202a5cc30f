/**
 * The readers that autoscaling adds to clusters. Pulumi does not know them.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html
 */
export class AddedReaders {
    private readonly byCluster = new Map<string, readonly string[]>();
    /** By cluster, the number of added readers that its range allows. */
    private readonly allowed = new Map<string, number>();
    private count = 0;

    /** The identifiers of a cluster's added readers. */
    of(cluster: string): readonly string[] {
        return this.byCluster.get(cluster) ?? [];
    }

    /** Adds readers, as the scaling policy does. */
    add(cluster: string, count: number): void {
        const added = Array.from({ length: count }, () => `application-autoscaling-${++this.count}`);
        this.byCluster.set(cluster, [...this.of(cluster), ...added]);
    }

    /**
     * `RegisterScalableTarget`: adds readers up to the minimum, and begins to remove those above the maximum.
     *
     * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
     *
     * @param fixed the readers that autoscaling has not added. The range counts them, and it never removes them.
     */
    register(cluster: string, fixed: number, { min, max }: { readonly min: number; readonly max: number }): void {
        this.add(cluster, Math.max(min - fixed - this.of(cluster).length, 0));
        this.allowed.set(cluster, Math.max(max - fixed, 0));
    }

    /** Ends the removal of the readers that the ranges do not allow, which takes minutes on AWS. */
    settle(): void {
        for (const [cluster, count] of this.allowed) {
            this.byCluster.set(cluster, this.of(cluster).slice(0, count));
        }
    }

    /** Deletes all added readers of a cluster, as a person does with `aws rds delete-db-instance`. */
    deleteByHand(cluster: string): void {
        this.byCluster.delete(cluster);
    }
}
