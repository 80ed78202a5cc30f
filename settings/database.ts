import type { Tuning } from "../components/aurora/platformArgs";
import type { Buckets } from "../components/shared/buckets";
import { certificateAuthorityProblem } from "./aws/certificateAuthorities";
import { readBackups, readRetainBackups } from "./backup";
import { readCustomEndpoint } from "./capacity/customEndpoint";
import { readInstances, sizeKeys, smallestInstance } from "./capacity/instances";
import { readReaderScaling } from "./capacity/readerScaling";
import { leastMemoryGiB } from "./capacity/tuningNeeds";
import { readIngressCidrs } from "./clientRanges";
import type { Configuration } from "./configReader";
import { readCredentials } from "./credentials";
import { readDataApi } from "./dataApi";
import { readNames } from "./databaseNames";
import { declaredConnections, readDeclaration } from "./databases/readDeclaration";
import { majorsOf, readEngine, readUpgrades } from "./engine";
import { readExtensions } from "./extensions";
import { readParameters } from "./parameters";
import { readRestore } from "./restore";
import { readExtraSecurityGroupIds } from "./securityGroups";
import type { CommonSettings, DatabaseSettings } from "./settings";
import { overlap, parseDailyWindow, parseWeeklyWindow } from "./windows";

/** Reads and checks the settings of the cluster, its instances and its credentials. */
export function readDatabase(
    config: Configuration,
    common: CommonSettings,
    buckets: Buckets | undefined,
    region: string,
): DatabaseSettings {
    const names = readNames(config, common.identifier);
    const engine = readEngine(config);
    const capacity = readCapacity(config);
    const majorVersions = majorsOf(engine);
    const extensions = readExtensions(config, majorVersions, buckets);
    const restore = readRestore(config, common.identifier, region);
    const settings = {
        ...common,
        ...engine,
        ...capacity,
        readerScaling: readReaderScaling(config, capacity.instances),
        customEndpoint: readCustomEndpoint(config, capacity.instances),
        dataApi: readDataApi(config, capacity.instances),
        multiZone: config.flag("multiZone"),
        ...names,
        restore,
        port: config.integer("port", 1150, 65_535),
        ingressCidrs: readIngressCidrs(config),
        extraSecurityGroupIds: readExtraSecurityGroupIds(config),
        storageType: config.choice("storageType", ["standard", "ioOptimized"]),
        backupRetentionDays: config.integer("backupRetentionDays", 1, 35),
        ...readWindows(config),
        backups: readBackups(config),
        deletionProtection: config.flag("deletionProtection") && common.protect,
        finalSnapshot: config.flag("finalSnapshot"),
        retainBackups: readRetainBackups(config, restore),
        insights: readInsights(config),
        monitoringIntervalSeconds: config.oneOf("monitoringIntervalSeconds", [0, 1, 5, 10, 15, 30, 60]),
        caCertificate: readCaCertificate(config),
        ...readUpgrades(config),
        extensions,
        buckets,
        parameters: readParameters(config, { majorVersions, extensions }),
        slowStatementMs: config.integer("slowStatementMs", 1, 3_600_000),
        ...readCredentials(config, common.environment),
    };
    const declaration = readDeclaration(config, settings);
    const totalConnections = settings.totalConnections + declaredConnections(declaration);
    return { ...settings, declaration, totalConnections };
}

/** Reads the instances and the tuning, whose parameters each instance needs the memory for. */
function readCapacity(config: Configuration) {
    const read = readInstances(config);
    const tuning = config.choice<Tuning>("tuning", ["minimal", "medium", "optimized"]);
    const { instance: smallest, key } = smallestInstance(config, read, "memoryGiB");
    config.require(
        "tuning",
        smallest.memoryGiB >= leastMemoryGiB[tuning],
        `needs ${leastMemoryGiB[tuning]} GiB of memory, and ${smallest.instanceClass} has ${smallest.memoryGiB}; ` +
            `choose a larger ${key}${tuning === "minimal" ? "" : " or less tuning"}`,
        ...sizeKeys,
    );
    return { ...read, tuning };
}

function readWindows(config: Configuration) {
    const backupWindow = config.text("backupWindow");
    const backup = parseDailyWindow(backupWindow);
    config.require(
        "backupWindow",
        backup !== undefined && backup.minutes >= leastWindowMinutes,
        "must be a window of 30 minutes or more; write it in UTC as hh:mm-hh:mm, for instance 02:00-03:00",
    );
    const maintenanceWindow = config.text("maintenanceWindow");
    const maintenance = parseWeeklyWindow(maintenanceWindow);
    config.require(
        "maintenanceWindow",
        maintenance !== undefined && maintenance.minutes >= leastWindowMinutes,
        "must be a window of 30 minutes or more; write it in UTC as ddd:hh:mm-ddd:hh:mm, for instance sun:04:00-sun:05:00",
    );
    config.require(
        "maintenanceWindow",
        maintenance === undefined || maintenance.minutes <= longestWindowMinutes,
        "is a window of more than 24 hours, which RDS refuses; end it earlier, on the next day where it crosses " +
            "midnight, for instance mon:23:30-tue:00:00",
    );
    config.require(
        "maintenanceWindow",
        backup === undefined || maintenance === undefined || !overlap(backup, maintenance),
        `overlaps the daily backupWindow ${backupWindow}; move one of them`,
        "backupWindow",
    );
    return { backupWindow, maintenanceWindow };
}

function readInsights(config: Configuration): DatabaseSettings["insights"] {
    const mode = config.choice("insightsMode", ["standard", "advanced"]);
    const retentionDays = config.integer("insightsRetentionDays", 7, 731);
    const allowed = retentions.filter((days) => mode === "standard" || days >= leastAdvancedRetention);
    config.require(
        "insightsRetentionDays",
        allowed.includes(retentionDays),
        mode === "standard"
            ? "must be 7, a number of months of 31 days, or 731 (two years); set it to 7, which is free, or for instance to 31"
            : `the advanced mode keeps 15 months or more; set it to one of ${allowed.join(", ")}`,
        "insightsMode",
    );
    return { mode, retentionDays };
}

function readCaCertificate(config: Configuration): string | undefined {
    const value = config.text("caCertificate");
    config.check("caCertificate", value === "" ? undefined : certificateAuthorityProblem(value));
    return value === "" ? undefined : value;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_UpgradeDBInstance.Maintenance.html */
const leastWindowMinutes = 30;

const longestWindowMinutes = 24 * 60;

/**
 * In days: a week, 1 to 23 months of 31 days, and two years. Both modes of Database Insights have them
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.Enabling.html).
 */
const retentions: readonly number[] = [7, ...Array.from({ length: 23 }, (_, index) => (index + 1) * 31), 731];

/** In days: the retention that the price of the advanced mode includes. */
const leastAdvancedRetention = 465;
