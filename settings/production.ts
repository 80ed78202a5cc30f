import { isTemplate, templateAccountId } from "./accounts";
import type { Configuration } from "./configReader";
import type { MonitoringSettings, Settings } from "./settings";

/** The rules of production stacks. Decommissioning lifts exactly these rules. */
export function requireProduction(config: Configuration, settings: Settings): void {
    const { allowedAccountIds, network, database, access, monitoring } = settings;
    const rule = (key: string, holds: boolean, problem: string) => {
        config.require(key, holds, `a production stack ${problem}`);
    };
    rule(
        "aws:allowedAccountIds",
        allowedAccountIds.length > 0,
        'names the account that it may use; write aws:allowedAccountIds: ["<its twelve digits>"] into its file, or ' +
            `["${templateAccountId}"], that of AWS's examples, to look at it offline`,
    );
    rule("deletionProtection", database.deletionProtection, "needs deletion protection; set it to true");
    rule("finalSnapshot", database.finalSnapshot, "needs a final snapshot; set it to true");
    rule("instances", database.instances.length >= 2, "needs at least 2; set it to 2 or more");
    rule("multiZone", database.multiZone, "needs its instances in several zones; set it to true");
    rule("minCapacity", database.capacity?.pauseAfterSeconds === undefined, "does not pause; set it to 0.5 or more");
    rule(
        "dataApiReason",
        database.dataApi === undefined || database.dataApi.reason !== undefined,
        "gives a reason for the Data API, which is reached without the database's network; set it, or dataApi to false",
    );
    rule(
        "cloneExpiresOn",
        database.restore?.kind !== "clone" || database.restore.expiresOn === "never",
        "stays, also if it was cloned; set it to never",
    );
    rule("backupRetentionDays", database.backupRetentionDays >= 7, "needs at least 7; set it to 7 or more");
    rule(
        "monitoringIntervalSeconds",
        database.monitoringIntervalSeconds > 0,
        "needs enhanced monitoring; set it to 60 or less",
    );
    rule(
        "databaseSubnets",
        network.databaseSubnets === "isolated",
        "needs subnets without a route out; set it to isolated",
    );
    rule("monitoring", monitoring !== undefined, "needs monitoring; set it to true");
    rule(
        "alarmEmails",
        monitoring === undefined || hasRecipients(monitoring) || isTemplate(settings),
        "sends its alarms to someone; set alarmEmails, or alarmUrls",
    );
    rule("accessMode", access.mode === "readOnly", "allows no writes by its access function; set it to readOnly");
}

function hasRecipients({ emails, urls }: MonitoringSettings): boolean {
    return emails.length + urls.length > 0;
}
