import { describeLife } from "./lifecycle";

describeLife({
    stack: "staging",
    network: { routes: 6, natGateways: 1, databaseSubnets: "Private" },
    readers: ["database-1"],
    warnings: [],
    refused: [{ databaseName: "other" }],
    decommissioning: [],
});
