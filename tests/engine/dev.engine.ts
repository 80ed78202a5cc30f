import { describeLife } from "./lifecycle";

describeLife({
    stack: "dev",
    network: { routes: 2, natGateways: 0, databaseSubnets: "Private" },
    readers: [],
    warnings: [],
    refused: [{ databaseName: "other" }],
    decommissioning: [],
});
