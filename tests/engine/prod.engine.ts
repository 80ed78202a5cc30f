import { describeLife } from "./lifecycle";

describeLife({
    stack: "prod",
    network: { routes: 4, natGateways: 2 },
    readers: ["database-1"],
    refused: [
        { databaseName: "other" },
        { masterUsername: "somebody" },
        { identifier: "other" },
        { vpcCidr: "10.30.0.0/16" },
    ],
    decommissioning: ["update Cluster database (deletionProtection)"],
});
