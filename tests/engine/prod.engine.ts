import { describeLife } from "./lifecycle";

describeLife({
    stack: "prod",
    network: { routes: 4, natGateways: 2, databaseSubnets: "Isolated" },
    readers: ["database-1"],
    warnings: [
        "aws:allowedAccountIds: 123456789012 is the account of AWS's examples; set your own to deploy",
        "monitoring: alarms reach nobody; set alarmEmails or alarmUrls",
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
