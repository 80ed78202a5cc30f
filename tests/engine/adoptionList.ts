import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { codeBlocks } from "../docs/markdown";

const document = readFileSync(path.join(projectFolder, "docs/adopt.md"), "utf8");

/** What the command of docs/adopt.md leaves of the CLI's output, without indentation. */
export function changesOf(output: string): string[] {
    const [, filter = ""] = codeBlocks("sh", document)
        .join("\n")
        .split(/--diff .*\|\n/);
    const [command = ""] = filter.split("\n");
    return execFileSync("bash", ["-c", command], { input: output, encoding: "utf8" })
        .split("\n")
        .map((line) => line.trim());
}

/** The list that docs/adopt.md shows, without its omissions. */
export function documentedChanges(): string[] {
    const [text = ""] = codeBlocks("text", document);
    return text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "…" && line !== "");
}

/** The lines that begin a resource. */
export function headers(lines: readonly string[]): string[] {
    return lines.filter((line) => / aws:\S+: \(/.test(line));
}

/** Those of the wanted lines that are found, each one after the one before. */
export function inOrder(wanted: readonly string[], lines: readonly string[]): string[] {
    let from = 0;
    return wanted.filter((each) => {
        const found = lines.indexOf(each, from);
        from = found < 0 ? from : found + 1;
        return found >= 0;
    });
}

/** The summary of the preview of the adoption, besides the resources that the program creates. */
export const takeOver = [
    "import Cluster database",
    "import ClusterInstance database-0",
    "import Key database",
    "import SubnetGroup database-bf3e3f",
    "update Cluster database (allowMajorVersionUpgrade, applyImmediately, autoMinorVersionUpgrade, " +
        "backupRetentionPeriod, copyTagsToSnapshot, databaseInsightsMode, dbClusterParameterGroupName, " +
        "deletionProtection, enabledCloudwatchLogsExports, finalSnapshotIdentifier, iamDatabaseAuthenticationEnabled, " +
        "preferredBackupWindow, preferredMaintenanceWindow, skipFinalSnapshot, storageType, tags, vpcSecurityGroupIds)",
    "update ClusterInstance database-0 (applyImmediately, autoMinorVersionUpgrade, copyTagsToSnapshot, instanceClass, " +
        "monitoringInterval, monitoringRoleArn, performanceInsightsEnabled, performanceInsightsKmsKeyId, " +
        "performanceInsightsRetentionPeriod, preferredMaintenanceWindow, promotionTier, publiclyAccessible, tags)",
    "update Key database (deletionWindowInDays, description, enableKeyRotation, policy, tags)",
    "update SubnetGroup database-bf3e3f (description, tags)",
];
