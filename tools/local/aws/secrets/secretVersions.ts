/** One version of a secret. */
export interface SecretVersion {
    readonly id: string;
    /** Undefined in the version that Secrets Manager makes when a rotation begins, until the function puts a value. */
    value: string | undefined;
    readonly stages: Set<string>;
    readonly createdAt: Date;
}

/** A secret's versions. */
export type SecretVersions = Map<string, SecretVersion>;

/** The version that carries a stage, or undefined: a stage is on one version at most. */
export function versionWithStage(versions: SecretVersions, stage: string): SecretVersion | undefined {
    return [...versions.values()].find(({ stages }) => stages.has(stage));
}

/**
 * Puts a stage on a version and takes it from the one that had it. Where `AWSCURRENT` moves, `AWSPREVIOUS` moves to
 * the version that it leaves, as Secrets Manager does by itself.
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
 * Drops the versions that no stage holds. AWS does so at a time of its own choosing, so nothing may count on them:
 * here they go at once.
 */
export function dropUnstaged(versions: SecretVersions): void {
    for (const [id, { stages }] of versions) {
        if (stages.size === 0) {
            versions.delete(id);
        }
    }
}

/** The stages of each version, as DescribeSecret answers them. */
export function stagesById(versions: SecretVersions): Record<string, string[]> {
    return Object.fromEntries([...versions].map(([id, { stages }]) => [id, [...stages]]));
}
