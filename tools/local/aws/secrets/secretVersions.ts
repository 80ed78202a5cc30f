/** One version of a secret. */
export interface SecretVersion {
    readonly id: string;
    /**
     * Undefined in the version that Secrets Manager creates when a rotation begins, until the function puts a value.
     */
    value: string | undefined;
    readonly stages: Set<string>;
    readonly createdAt: Date;
}

/** A secret's versions. */
export type SecretVersions = Map<string, SecretVersion>;

/** Returns the version with a stage, or undefined. A stage is on one version at most. */
export function versionWithStage(versions: SecretVersions, stage: string): SecretVersion | undefined {
    return [...versions.values()].find(({ stages }) => stages.has(stage));
}

/**
 * Moves a stage to a version. When `AWSCURRENT` moves, `AWSPREVIOUS` moves to the version that it leaves, as in Secrets
 * Manager.
 */
export function attachStage(versions: SecretVersions, stage: string, version: SecretVersion): void {
    const holder = versionWithStage(versions, stage);
    if (holder === version) {
        return;
    }
    holder?.stages.delete(stage);
    version.stages.add(stage);
    if (stage === "AWSCURRENT" && holder !== undefined) {
        attachStage(versions, "AWSPREVIOUS", holder);
    }
}

/**
 * Removes the versions without a stage. AWS removes them at an unspecified time, so callers cannot rely on them; here
 * they are removed at once.
 */
export function dropUnstaged(versions: SecretVersions): void {
    for (const [id, { stages }] of versions) {
        if (stages.size === 0) {
            versions.delete(id);
        }
    }
}

/** The stages of each version, in DescribeSecret's format. */
export function stagesById(versions: SecretVersions): Record<string, string[]> {
    return Object.fromEntries([...versions].map(([id, { stages }]) => [id, [...stages]]));
}
