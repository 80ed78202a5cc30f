import type { MockOptions } from "./mocks";

/**
 * A cluster or a snapshot that fits the configured restore, because the offline program cannot look at the account's
 * own. Its backups are of any age.
 *
 * @param config full keys (`project:key`), every value as text.
 */
export function exampleSource(
    config: Readonly<Record<string, string | undefined>>,
    project: string,
): Required<Pick<MockOptions, "clusters" | "snapshots">> {
    const value = (key: string) => config[`${project}:${key}`] ?? "";
    const engine = { engine: "aurora-postgresql", engineVersion: value("engineVersion") };
    const snapshot = { ...engine, status: "available" };
    const cluster = {
        ...engine,
        storageEncrypted: true,
        databaseName: value("databaseName"),
        masterUsername: value("masterUsername"),
        backupRetentionPeriod: Infinity,
    };
    const named = (keys: readonly string[], description: Readonly<Record<string, unknown>>) =>
        Object.fromEntries(keys.flatMap((key) => (value(key) === "" ? [] : [[value(key), description]])));
    return {
        clusters: named(["restoreCluster", "cloneCluster"], cluster),
        snapshots: named(["restoreSnapshot"], snapshot),
    };
}
