import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AuroraPlatformArgs } from "./platformArgs";

/** Arguments of {@link warnOfOldPin}. */
export type MinorVersionArgs = Pick<AuroraPlatformArgs, "identifier" | "engineVersion" | "minorVersions">;

/**
 * Warns if RDS has upgraded a cluster past its pinned version, as it does when it withdraws a minor version. The
 * preview shows no difference then, because the provider neither compares nor sends a version older than the running
 * one (https://github.com/hashicorp/terraform-provider-aws/pull/49396).
 */
export function warnOfOldPin(args: MinorVersionArgs, cluster: aws.rds.Cluster): void {
    const { identifier, engineVersion, minorVersions } = args;
    if (minorVersions !== "pinned") {
        return;
    }
    const opts = { parent: cluster };
    // A list, because a single cluster that does not exist yet would be an error.
    aws.rds.getClustersOutput({ filters: [{ name: "db-cluster-id", values: [identifier] }] }, opts).apply((found) =>
        found.clusterIdentifiers.length === 0
            ? undefined
            : aws.rds.getClusterOutput({ clusterIdentifier: identifier }, opts).apply((running) => {
                  if (isOlder(engineVersion, running.engineVersion)) {
                      void pulumi.log.warn(
                          `engineVersion: ${engineVersion} is pinned, but RDS has upgraded ${identifier} to ` +
                              `${running.engineVersion} and cannot downgrade it; set it to ${running.engineVersion}`,
                          cluster,
                      );
                  }
              }),
    );
}

/** Whether a full version is older than another. */
export function isOlder(one: string, other: string): boolean {
    const [major = 0, minor = 0] = one.split(".").map(Number);
    const [otherMajor = 0, otherMinor = 0] = other.split(".").map(Number);
    return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
