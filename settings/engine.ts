import type { AuroraPlatformArgs } from "../components/aurora/platformArgs";
import { majors, minorProblem, newestMinor } from "./aws/engineVersions";
import type { Configuration } from "./configReader";

/** Reads and checks the version of the engine, and the other one of a blue/green deployment. */
export function readEngine(config: Configuration) {
    const minorVersions = config.choice("minorVersions", ["automatic", "pinned"]);
    const engineVersion = config.text("engineVersion");
    const [, major = "", minor] = /^(\d{2})(?:\.(\d{1,2}))?$/.exec(engineVersion) ?? [];
    const majorVersion = Number(major);
    const example = majors.includes(majorVersion) ? majorVersion : 15;
    config.require(
        "engineVersion",
        majors.includes(majorVersion) && (minor !== undefined) === (minorVersions === "pinned"),
        minorVersions === "pinned"
            ? `pinned minor versions need a full version of ${majors.join(", ")}; set it to one, for instance ${example}.${newestMinor(example)}`
            : `automatic minor versions need a major alone, one of ${majors.join(", ")}; set it to ${example}, or minorVersions to pinned`,
        "minorVersions",
    );
    config.check("engineVersion", minor === undefined ? undefined : minorProblem(majorVersion, Number(minor)));
    return { engineVersion, majorVersion, minorVersions, blueGreenMajorVersion: readOther(config, majorVersion) };
}

/** Parameters and extensions have to exist in both versions. */
function readOther(config: Configuration, majorVersion: number): number | undefined {
    const text = config.text("blueGreenMajorVersion");
    const others = majors.filter((major) => major !== majorVersion);
    const other = others.find((major) => String(major) === text);
    config.require(
        "blueGreenMajorVersion",
        text === "" || other !== undefined,
        `must be another major version than that of engineVersion; set it to one of ${others.join(", ")}, or leave it empty`,
        "engineVersion",
    );
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-creating.html
    config.require(
        "blueGreenMajorVersion",
        other === undefined || config.map("parameters")["rds.logical_replication"] === "1",
        "RDS copies the changes by logical replication; set rds.logical_replication to 1 in parameters",
        "parameters",
    );
    return other;
}

/** The major versions whose parameter groups the stack has. */
export function majorsOf({
    majorVersion,
    blueGreenMajorVersion,
}: Pick<AuroraPlatformArgs, "majorVersion" | "blueGreenMajorVersion">): readonly number[] {
    return [majorVersion, ...(blueGreenMajorVersion === undefined ? [] : [blueGreenMajorVersion])];
}

/**
 * A major upgrade has to be immediate. If it waited for the maintenance window, the old parameter group would still be
 * in use when the same update deletes it.
 */
export function readUpgrades(config: Configuration) {
    const applyImmediately = config.flag("applyImmediately");
    const allowMajorVersionUpgrade = config.flag("allowMajorVersionUpgrade");
    config.require(
        "allowMajorVersionUpgrade",
        !allowMajorVersionUpgrade || applyImmediately,
        "a major upgrade cannot wait for the maintenance window; set applyImmediately to true as well",
        "applyImmediately",
    );
    return { applyImmediately, allowMajorVersionUpgrade };
}
