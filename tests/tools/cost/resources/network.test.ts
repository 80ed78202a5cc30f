import { deepEqual, equal } from "node:assert/strict";
import { estimate } from "../../../../tools/cost/estimate";
import { bucketsProd, wholeProgram } from "../../../program/runs";
import { idleMonth, resource, rowsOf } from "../samples";

describe("the cost of the network", () => {
    const vpc = (strategy: string) =>
        resource("awsx:ec2:Vpc", "network", { natGateways: { strategy }, availabilityZoneNames: ["a", "b", "c"] });

    it("prices a NAT gateway and its public address for each zone", () => {
        const rows = rowsOf([vpc("OnePerAz")]);

        deepEqual(rows, [
            ["network", "network", "NAT gateways (3)", 2190, 0.045, 9855],
            ["network", "network", "public IPv4 addresses (3)", 2190, 0.005, 1095],
        ]);
    });

    it("prices a single NAT gateway", () => {
        const rows = rowsOf([vpc("Single")]);

        deepEqual(
            rows.map(([, , , , , cents]) => cents),
            [3285, 365],
        );
    });

    it("treats a VPC without gateways as free", () => {
        const { lines, idle } = estimate([vpc("None")], idleMonth);

        deepEqual(lines, []);
        deepEqual(idle, [{ type: "awsx:ec2:Vpc", count: 1, reason: "free with this configuration" }]);
    });

    it("prices an interface endpoint in each of its zones", () => {
        const endpoint = resource("aws:ec2/vpcEndpoint:VpcEndpoint", "ssm", {
            vpcEndpointType: "Interface",
            subnetIds: ["a", "b", "c"],
        });

        const rows = rowsOf([endpoint]);

        deepEqual(rows, [["network", "ssm", "interface endpoint in 3 zones", 2190, 0.01, 2190]]);
    });

    it("treats a stack's way to its buckets as free", async () => {
        const plain = await wholeProgram({ stack: "prod" });
        const withBuckets = await wholeProgram(bucketsProd);

        const cents = [plain, withBuckets].map(({ resources }) => estimate(resources, idleMonth).cents);

        equal(cents[1], cents[0]);
    });
});
