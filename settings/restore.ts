import type { Restore } from "../components/aurora/restoreArgs";
import { findPartition } from "./aws/regions";
import type { Configuration } from "./configReader";

/** The keys that name a source of the data. */
export const restoreKeys = ["restoreSnapshot", "restoreCluster", "cloneCluster"] as const;

/** Reads and checks where the data of a new cluster comes from. Undefined for an empty database. */
export function readRestore(config: Configuration, identifier: string, region: string): Restore | undefined {
    const snapshot = config.text("restoreSnapshot");
    const cluster = config.text("restoreCluster");
    const clone = config.text("cloneCluster");
    const [first, second] = restoreKeys.filter((key) => config.text(key) !== "");
    config.require(
        second ?? "restoreSnapshot",
        second === undefined,
        `the data of a cluster comes from one source, and ${first ?? ""} is set too; remove one of them`,
    );
    config.check("restoreSnapshot", snapshot === "" ? undefined : snapshotProblem(snapshot, region));
    const resourceId = isResourceId(cluster) ? cluster : undefined;
    config.check("restoreCluster", cluster === (resourceId ?? "") ? undefined : clusterProblem(cluster, identifier));
    config.check("cloneCluster", clone === "" ? undefined : clusterProblem(clone, identifier));
    const time = readTime(config, cluster);
    const expiresOn = readExpiry(config, clone);
    if (snapshot !== "") {
        return { kind: "snapshot", snapshot };
    }
    if (resourceId !== undefined) {
        return { kind: "retainedBackup", resourceId, time };
    }
    if (cluster !== "") {
        return { kind: "pointInTime", cluster, time };
    }
    return clone === "" ? undefined : { kind: "clone", cluster: clone, expiresOn };
}

function readTime(config: Configuration, cluster: string): string {
    const time = config.text("restoreTime");
    // Without quotes, Pulumi reads a time of the stack's file as `2026-11-25 02:55:00 +0000 UTC`.
    const example = 'latest, or to an instant in UTC in quotes, for instance "2026-11-25T02:55:00Z"';
    config.require(
        "restoreTime",
        time === "" || cluster !== "",
        "has no effect without restoreCluster; set that, or remove the time",
        "restoreCluster",
    );
    config.require("restoreTime", time !== "" || cluster === "", `restoreCluster needs a time; set it to ${example}`);
    config.require(
        "restoreTime",
        ["", "latest"].includes(time) || (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time) && isDate(time)),
        `is no instant in UTC to the second; set it to ${example}`,
    );
    return time;
}

function readExpiry(config: Configuration, clone: string): string {
    const date = config.text("cloneExpiresOn");
    config.require(
        "cloneExpiresOn",
        date === "" || clone !== "",
        "has no effect without cloneCluster; set that, or remove the date",
        "cloneCluster",
    );
    config.require(
        "cloneExpiresOn",
        date !== "" || clone === "",
        'a clone has a last day, by which a forgotten one is found; set it, for instance to "2026-12-24", or to never if the clone stays',
    );
    config.require(
        "cloneExpiresOn",
        ["", "never"].includes(date) || (/^\d{4}-\d\d-\d\d$/.test(date) && isDate(date)),
        'is no date; write it as YYYY-MM-DD in quotes, for instance "2026-12-24"',
    );
    return date;
}

/** Whether a well-formed text is a date that the calendar has: `Date` would move 30 February into March. */
function isDate(text: string): boolean {
    const date = new Date(text);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.replace(/Z$/, ""));
}

/** A cluster's resource id has upper-case letters, which an identifier has not. */
function isResourceId(value: string): boolean {
    return /^cluster-(?=.*[A-Z])[A-Z0-9]+$/.test(value);
}

/** The problem of a source's identifier, a semicolon and the fix. */
function clusterProblem(source: string, identifier: string): string | undefined {
    if (source === identifier) {
        return (
            "is this stack's own cluster; set it to another one, or restore a lost cluster from a snapshot or by the " +
            "resource id of its retained backups"
        );
    }
    return /^[a-z](-?[a-z0-9])*$/.test(source) && source.length <= 63
        ? undefined
        : "is not the identifier of a cluster; set it to one, of 1 to 63 lower-case letters, digits and single hyphens, " +
              "or restoreCluster to the resource id of a deleted one, cluster-ABC…";
}

/**
 * The forms of a snapshot's identifier and of its ARN. Those of automated snapshots begin with `rds:`, those of AWS
 * Backup with `awsbackup:`.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html
 */
function snapshotProblem(value: string, region: string): string | undefined {
    const partition = findPartition(region)?.id ?? "aws";
    const arn = /^arn:([\w-]+):rds:([\w-]+):\d{12}:([\w-]+):(.+)$/.exec(value);
    if (arn === null) {
        return isSnapshotName(value) ? undefined : neither;
    }
    const [, itsPartition, itsRegion = "", type = "", name = ""] = arn;
    if (type !== "cluster-snapshot") {
        return `is the ARN of a ${type}; use that of a cluster-snapshot`;
    }
    if (itsPartition !== partition || itsRegion !== region) {
        return `is a snapshot of ${itsRegion}, and the stack is in ${region}; copy it there first, and set the copy's ARN`;
    }
    return isSnapshotName(name) ? undefined : neither;
}

const neither =
    "is neither the identifier nor the ARN of a cluster snapshot; set it to one, for instance before-the-migration";

function isSnapshotName(value: string): boolean {
    return /^((rds|awsbackup):)?[A-Za-z](-?[A-Za-z0-9])*$/.test(value) && value.length <= 255;
}
