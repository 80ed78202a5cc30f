import * as pulumi from "@pulumi/pulumi";
import { isTemplate, templateAccountId } from "./accounts";
import { capacityWarnings } from "./capacity/capacityWarnings";
import type { Settings } from "./settings";

/**
 * Logs a warning for each setting that is valid but probably not intended.
 *
 * @param retained the resources that `destroy` retains.
 */
export function logWarnings(settings: Settings, retained: pulumi.Output<string[]>): void {
    for (const warning of warningsOf(settings)) {
        void pulumi.log.warn(warning);
    }
    if (settings.decommission) {
        const { instances, readerScaling, identifier } = settings.database;
        if (readerScaling !== undefined) {
            void pulumi.log.warn(
                `decommission: Aurora removes the readers that it added; run destroy only when ${identifier} has its ` +
                    `${instances.length} own instances alone (docs/runbook.md#decommission)`,
            );
        }
        retained.apply((resources) =>
            pulumi.log.warn(
                "decommission: nothing is protected any more; destroy will leave " +
                    (resources.join(" and ") || "nothing"),
            ),
        );
    }
}

function warningsOf(settings: Settings): string[] {
    const { region, production, decommission, monitoring } = settings;
    const logFormat = region.startsWith("us-gov-")
        ? [
              `aws:region: ${region}: AWS says that Lambda has no JSON log format there, which both functions ` +
                  "are made with; see docs/regions.md",
          ]
        : [];
    if (!production || decommission || monitoring === undefined) {
        return logFormat;
    }
    const { emails, urls, runbookUrl } = monitoring;
    const inProduction: readonly (readonly [boolean, string])[] = [
        [
            isTemplate(settings),
            `aws:allowedAccountIds: ${templateAccountId} is the account of AWS's examples; set your own to deploy`,
        ],
        [emails.length + urls.length === 0, "monitoring: alarms reach nobody; set alarmEmails or alarmUrls"],
        [
            !runbookUrl.startsWith("https://"),
            `monitoring: alarms link to ${runbookUrl}; set runbookUrl to where it can be opened`,
        ],
    ];
    return [
        ...logFormat,
        ...capacityWarnings(settings.database),
        ...inProduction.filter(([applies]) => applies).map(([, warning]) => warning),
    ];
}
