import type { StoredResource } from "./stored";
import type { Properties } from "./wire";

/**
 * When the provider sends a cluster's `EngineVersion` in ModifyDBCluster. `newer` is that of 7.48.0: if the configured
 * version is newer than the running one. `different` is that of older providers: if it is any other, which a major
 * version alone always is (https://github.com/hashicorp/terraform-provider-aws/pull/49396).
 */
export type SentVersion = "newer" | "different";

/** By major, RDS's default minor. It is older than the running minors and the upgrade targets of the tests. */
const defaultMinors: Readonly<Record<string, string>> = { "15": "15.13", "16": "16.8" };

/** By running major, at its newest minor, the versions that `ValidUpgradeTarget` lists. */
const upgradeTargets: Readonly<Record<string, readonly string[]>> = { "15": ["16.14", "17.10"] };

/** The version that RDS takes a major version alone for. */
export function exactVersion(version: string): string {
    return defaultMinors[version] ?? version;
}

/** The major version, for instance `15`. */
export function majorOf(version: string): string {
    return version.replace(/\..*/, "");
}

/** Whether a version is older than another. A major alone counts as its minor 0, as in the provider. */
export function isOlder(one: string, other: string): boolean {
    const [[major = 0, minor = 0], [otherMajor = 0, otherMinor = 0]] = [numbersOf(one), numbersOf(other)];
    return major < otherMajor || (major === otherMajor && minor < otherMinor);
}

/**
 * The versions of a cluster after an update. The provider compares with the version in Pulumi's state, which is not the
 * running one if that has changed since the last refresh.
 *
 * @returns `engineVersion` as the provider keeps it in the state, and `engineVersionActual`, the running one.
 * @throws RDS's refusal of a downgrade, or of a major upgrade that is not allowed or to no target.
 */
export function upgraded(
    { urn, state }: StoredResource,
    olds: Properties,
    news: Properties,
    sent: SentVersion,
): Properties {
    const [running, wanted] = [String(state.engineVersionActual), String(news.engineVersion)];
    const known = String(olds.engineVersionActual);
    if (sent === "newer" ? !isOlder(known, wanted) : known === wanted) {
        const kept = isOlder(wanted, running) ? state.engineVersion : news.engineVersion;
        return { engineVersion: kept, engineVersionActual: running };
    }
    const target = exactVersion(wanted);
    const [from, to] = [majorOf(running), majorOf(target)];
    const isTarget =
        from === to
            ? !isOlder(target, running)
            : news.allowMajorVersionUpgrade === true && (upgradeTargets[from] ?? []).includes(target);
    if (!isTarget) {
        throw new Error(
            `${urn}: InvalidParameterCombination: Cannot upgrade aurora-postgresql from ${running} to ${target}`,
        );
    }
    return { engineVersion: wanted, engineVersionActual: target };
}

/**
 * The configured version after a refresh: a major alone stays while the running version is of that major
 * (`compareActualEngineVersion` of the provider).
 */
export function refreshed({ engineVersion, engineVersionActual }: Properties): unknown {
    return String(engineVersionActual).startsWith(`${String(engineVersion)}.`) ? engineVersion : engineVersionActual;
}

function numbersOf(version: string): number[] {
    return version.split(".").map(Number);
}
