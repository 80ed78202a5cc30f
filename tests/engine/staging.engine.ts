import { describeLife } from "./lifecycle";

describeLife({
    stack: "staging",
    network: { routes: 6, natGateways: 1 },
    readers: ["database-1"],
    warnings: [],
    refused: [{ databaseName: "other" }],
    decommissioning: [],
});
