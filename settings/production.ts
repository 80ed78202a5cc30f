import { templateAccountId } from "./accounts";
import type { Configuration } from "./configReader";
import { connectionsLeftFree, connectionsPerInvocation, reservedConnections } from "./capacity/connectionBudget";
import { instanceClasses, maxConnections } from "./capacity/instanceClasses";
import type { MonitoringSettings } from "./monitoringSettings";
import type { Settings } from "./settings";

/** What production needs beyond the other environments. Decommissioning lifts exactly these rules. */
export function requireProduction(config: Configuration, settings: Settings): void {
    const { allowedAccountIds, network, database, access, monitoring } = settings;
    const rule = (key: string, holds: boolean, problem: string) => {
        config.require(key, holds, `a production stack ${problem}`);
    };
    rule(
        "aws:allowedAccountIds",
        allowedAccountIds.length > 0,
        'names the account that it may touch; write aws:allowedAccountIds: ["<its twelve digits>"] into its file, or ' +
            `["${templateAccountId}"], that of AWS's examples, to look at it offline`,
    );
    rule("deletionProtection", database.deletionProtection, "needs deletion protection; set it to true");
    rule("finalSnapshot", database.finalSnapshot, "needs a final snapshot; set it to true");
    rule("instances", database.instances >= 2, "needs at least 2; set it to 2 or more");
    rule("multiZone", database.multiZone, "needs its instances in several zones; set it to true");
    rule("backupRetentionDays", database.backupRetentionDays >= 7, "needs at least 7; set it to 7 or more");
    rule("monitoringIntervalSeconds", database.monitoringIntervalSeconds > 0, "needs monitoring; set it to 60 or less");
    rule(
        "databaseSubnets",
        network.databaseSubnets === "isolated",
        "needs subnets without a way out; set it to isolated",
    );
    rule("monitoring", monitoring !== undefined, "needs somebody to watch it; set it to true");
    rule(
        "alarmEmails",
        monitoring === undefined || tellsSomebody(monitoring) || isTemplate(settings),
        "tells somebody of its alarms; set alarmEmails, or alarmUrls",
    );
    rule("accessMode", access.mode === "readOnly", "lets nobody write by its access function; set it to readOnly");
}

/** Whether a stack names no account yet but that of AWS's examples, with which nothing can be deployed. */
export function isTemplate({ allowedAccountIds }: Pick<Settings, "allowedAccountIds">): boolean {
    return allowedAccountIds.length > 0 && allowedAccountIds.every((id) => id === templateAccountId);
}

function tellsSomebody({ emails, urls }: MonitoringSettings): boolean {
    return emails.length + urls.length > 0;
}

/**
 * The connections of all logins fit the instance class, and the access function's fit its logins where its concurrency
 * is reserved. Without a reservation the logins' limits alone hold it back.
 */
export function requireConnectionBudget(config: Configuration, { database, credentials, access }: Settings): void {
    const known = instanceClasses.get(database.instanceClass);
    const room = known === undefined ? 0 : maxConnections(known) - reservedConnections;
    config.require(
        "instanceClass",
        credentials.totalConnections <= room,
        `has room for ${room} connections of logins, which may have ${credentials.totalConnections} (two logins each); ` +
            `choose a larger class or lower ${limitKeys.join(", ")}`,
    );
    if (access.reservedConcurrency === undefined) {
        return;
    }
    for (const kind of kinds) {
        const needed = access.reservedConcurrency * connectionsPerInvocation[kind] + connectionsLeftFree[kind];
        const usesLogin = kind !== "application" || access.mode === "readWrite";
        const key = limitKey(kind);
        config.require(
            key,
            !usesLogin || needed <= credentials.connectionLimits[kind],
            `${access.reservedConcurrency} access functions at once (accessReservedConcurrency) may need ${needed}; ` +
                `set it to ${needed} or more, or reserve less`,
            "accessReservedConcurrency",
            "accessMode",
        );
    }
}

const kinds = ["application", "reader", "migration"] as const;

const limitKey = (kind: (typeof kinds)[number]) => `${kind}ConnectionLimit`;

const limitKeys = kinds.map(limitKey);
