import type { Configuration } from "./configReader";
import type { Settings } from "./settings";

/** Reads and checks the settings of the monitoring. Undefined if it is off. */
export function readMonitoring(
    config: Configuration,
    { database, access }: Pick<Settings, "database" | "access">,
): Settings["monitoring"] {
    const settings: Settings["monitoring"] = {
        identifier: database.identifier,
        instances: database.instances,
        readerScaling: database.readerScaling,
        capacity: database.capacity,
        backups: database.backups,
        rotationDays: database.rotationDays,
        rotationTimeoutSeconds: database.rotationTimeoutSeconds,
        accessTimeoutSeconds: access.timeoutSeconds,
        metricsNamespace: access.metricsNamespace,
        emails: readEmails(config),
        urls: readUrls(config),
        runbookUrl: readRunbookUrl(config),
        healthCheckMinutes: config.integer("healthCheckMinutes", 1, 60),
        rollUpMinutes: access.rollUpMinutes,
        thresholds: {
            cpuPercent: config.integer("alarmCpuPercent", 1, 100),
            freeMemoryPercent: config.integer("alarmFreeMemoryPercent", 1, 99),
            capacityPercent: config.integer("alarmCapacityPercent", 1, 100),
            connectionsPercent: config.integer("alarmConnectionsPercent", 1, 100),
            freeLocalStoragePercent: config.integer("alarmFreeLocalStoragePercent", 1, 99),
            replicaLagMs: config.integer("alarmReplicaLagMs", 1, 3_600_000),
            commitLatencyMs: config.integer("alarmCommitLatencyMs", 1, 60_000),
            readLatencyMs: config.integer("alarmReadLatencyMs", 1, 60_000),
            deadlocksPerMinute: config.integer("alarmDeadlocksPerMinute", 1, 60_000),
            transactionIds: config.integer("alarmTransactionIds", 200_000_000, 2_000_000_000),
            volumeGrowthGiB: config.integer("alarmVolumeGrowthGib", 1, 65_536),
            durationPercent: config.integer("alarmDurationPercent", 1, 100),
            passwordGraceDays: config.integer("alarmPasswordGraceDays", 1, 365),
            authenticationFailures: config.integer("alarmAuthenticationFailures", 1, 1_000_000),
            fatalErrors: config.integer("alarmFatalErrors", 1, 1_000_000),
        },
    };
    return config.flag("monitoring") ? settings : undefined;
}

function readEmails(config: Configuration): readonly string[] {
    const emails = config.list("alarmEmails");
    for (const email of emails) {
        config.require(
            "alarmEmails",
            /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/.test(email),
            `${email} is not an e-mail address; write it as name@example.com`,
        );
    }
    requireDifferent(config, "alarmEmails", emails);
    return emails;
}

/** The messages do not show the addresses, because an address may contain a key. */
function readUrls(config: Configuration): readonly string[] {
    const urls = config.list("alarmUrls", "secret");
    for (const [index, url] of urls.entries()) {
        config.require(
            "alarmUrls",
            /^https:\/\/\S+$/.test(url) && URL.canParse(url),
            `number ${index + 1} is not an address that SNS can post to; write it as https://example.com/path`,
        );
    }
    requireDifferent(config, "alarmUrls", urls);
    return urls;
}

function requireDifferent(config: Configuration, key: string, values: readonly string[]): void {
    config.require(key, new Set(values).size === values.length, "names one of them twice; remove it");
}

/** The address is part of each alarm's description, which has at most 1,024 characters. */
function readRunbookUrl(config: Configuration): string {
    const value = config.text("runbookUrl");
    config.require(
        "runbookUrl",
        /^[^\s#]{1,300}$/.test(value),
        "is not the address of a document; use at most 300 characters without spaces and #, for instance docs/runbook.md",
    );
    return value;
}
