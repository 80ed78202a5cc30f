import * as pulumi from "@pulumi/pulumi";
import { isTemplate, templateAccountId } from "./accounts";
import { backupWarnings } from "./backup";
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
    const { region, production, decommission, monitoring, database } = settings;
    const logFormat = region.startsWith("us-gov-")
        ? [
              `aws:region: ${region}: AWS says that Lambda has no JSON log format there, which both functions ` +
                  "are made with; see docs/regions.md",
          ]
        : [];
    const everywhere = [
        ...logFormat,
        ...memoryWarning(database),
        ...bucketWarning(settings),
        ...backupWarnings(database),
    ];
    if (!production || decommission || monitoring === undefined) {
        return everywhere;
    }
    const { emails, urls, runbookUrl } = monitoring;
    const { customEndpoint, extraSecurityGroupIds } = settings.database;
    const inProduction: readonly (readonly [boolean, string])[] = [
        [
            isTemplate(settings),
            `aws:allowedAccountIds: ${templateAccountId} is the account of AWS's examples; set your own to deploy`,
        ],
        [
            customEndpoint?.readers.length === 1,
            "customEndpointReaders: one reader alone; the endpoint leads nowhere while that reader restarts or is the " +
                "writer; add another, or give it the last promotion tier",
        ],
        [
            extraSecurityGroupIds.length > 0,
            `extraSecurityGroupIds: ${extraSecurityGroupIds.join(", ")} admit whom their owners choose; remove them once ` +
                "their clients use allowConnectionsFrom",
        ],
        [emails.length + urls.length === 0, "monitoring: alarms reach nobody; set alarmEmails or alarmUrls"],
        [
            !runbookUrl.startsWith("https://"),
            `monitoring: alarms link to ${runbookUrl}; set runbookUrl to where it can be opened`,
        ],
    ];
    return [
        ...everywhere,
        ...capacityWarnings(settings.database),
        ...inProduction.filter(([applies]) => applies).map(([, warning]) => warning),
    ];
}

/** The warning about buckets with an existing VPC, whose routes the program neither changes nor reads. */
function bucketWarning({ network: { kind, buckets } }: Settings): string[] {
    return kind === "new" || buckets === undefined
        ? []
        : [
              `${buckets.exportArns.length > 0 ? "exportBucketArns" : "importBucketArns"}: the program changes no existing VPC; ` +
                  "its owner gives the database's subnets a gateway endpoint of S3 whose policy and network ACL let exports " +
                  "and imports pass, or these time out (docs/access.md#exports-and-imports)",
          ];
}

/**
 * The warning about an own `work_mem`. The tuning computes a value from the memory and the connections; an own one can
 * exceed the third of the memory that `shared_buffers` leaves.
 */
function memoryWarning({ parameters, instances, totalConnections }: Settings["database"]): string[] {
    const workMemKiB = Number(parameters.find(({ name }) => name === "work_mem")?.value ?? 0);
    const leastGiB = Math.min(...instances.map(({ memoryGiB }) => memoryGiB));
    const neededGiB = (workMemKiB * totalConnections) / kiBPerGiB;
    return neededGiB > leastGiB * memoryBesideBuffers
        ? [
              `parameters: work_mem ${workMemKiB}: ${totalConnections} connections may use ${Math.ceil(neededGiB)} GiB, and the ` +
                  `smallest instance has ${leastGiB}, of which two thirds are shared buffers; lower it, or the connection limits`,
          ]
        : [];
}

const kiBPerGiB = 1024 * 1024;

/** https://repost.aws/knowledge-center/aurora-postgresql-memory-issues */
const memoryBesideBuffers = 1 / 3;
