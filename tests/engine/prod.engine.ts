import { describeLife } from "./lifecycle";

describeLife({
    stack: "prod",
    network: { routes: 4, natGateways: 2 },
    readers: ["database-1"],
    warnings: [
        "monitoring: alarms reach nobody; set alarmEmails or alarmUrls, or subscribe to the topic",
        "monitoring: alarms link to docs/runbook.md; set runbookUrl to where it can be opened",
    ],
    refused: [
        { databaseName: "other" },
        { masterUsername: "somebody" },
        { identifier: "other" },
        { vpcCidr: "10.30.0.0/16" },
    ],
    decommissioning: ["update Cluster database (deletionProtection)"],
});
