import { restoreKeys } from "../settings/restore";
import type { MockOptions } from "./mocks";

/** An example of the source of a restore. */
export interface ExampleSource extends Required<Pick<MockOptions, "clusters" | "snapshots" | "sourceNames">> {
    /** That the real source is not looked up, for the reader of a result. Empty without a restore. */
    readonly assumptions: readonly string[];
}

/**
 * A cluster or a snapshot that fits the configured restore, because the offline program cannot look at the account's
 * own. Its backups are of any age.
 *
 * @param config full keys (`project:key`), every value as text.
 */
export function exampleSource(config: Readonly<Record<string, string | undefined>>, project: string): ExampleSource {
    const value = (key: string) => config[`${project}:${key}`] ?? "";
    const engine = { engine: "aurora-postgresql", engineVersion: value("engineVersion") };
    const snapshot = { ...engine, status: "available" };
    const sourceNames = { databaseName: value("databaseName"), masterUsername: value("masterUsername") };
    const cluster = { ...engine, ...sourceNames, storageEncrypted: true, backupRetentionPeriod: Infinity };
    const named = (keys: readonly string[], description: Readonly<Record<string, unknown>>) =>
        Object.fromEntries(keys.flatMap((key) => (value(key) === "" ? [] : [[value(key), description]])));
    return {
        clusters: named(["restoreCluster", "cloneCluster"], cluster),
        snapshots: named(["restoreSnapshot"], snapshot),
        sourceNames,
        assumptions: restoreKeys
            .filter((key) => value(key) !== "")
            .map(
                (key) =>
                    `${key}: ${value(key)}: not looked up offline, so that nothing here shows whether it exists and fits. ` +
                    "A database on this machine starts empty, without its data",
            ),
    };
}
