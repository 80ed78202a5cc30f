import assert from "node:assert/strict";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import type { ProgramRun } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { runPart } from "../components/part";
import { one } from "../program/resources";

const plain: awsx.ec2.VpcArgs = {
    cidrBlock: "10.20.0.0/16",
    numberOfAvailabilityZones: 2,
    availabilityZoneCidrMask: 18,
    subnetStrategy: "Auto",
    subnetSpecs: [
        { name: "front", type: "Public", cidrMask: 24, tags: { Tier: "front" } },
        { name: "back", type: "Isolated", cidrMask: 22, tags: { Tier: "back" } },
    ],
    natGateways: { strategy: "None" },
    enableDnsHostnames: true,
};

/** Creates a VPC with other arguments by a transformation, because the types do not allow the faulty Outputs. */
async function vpcWith(changes: Readonly<Record<string, unknown>>): Promise<ProgramRun> {
    const change: pulumi.ResourceTransformation = ({ props, opts }) => ({ props: { ...props, ...changes }, opts });
    return await runPart(() => {
        new awsx.ec2.Vpc("net", plain, { transformations: [change] });
    });
}

function subnets(run: ProgramRun): Record<string, unknown>[] {
    const { subnets: answered } = one(run, "Vpc").outputs;
    return Array.isArray(answered) ? answered.map(toRecord) : [];
}

describe("the stand-in for awsx", () => {
    it("plans subnets zone by zone, each with its own tags and those of the VPC", async () => {
        const run = await vpcWith({ tags: { owner: "a" } });

        const laidOut = subnets(run).map(({ availabilityZone, cidrBlock, tags }) => [
            availabilityZone,
            cidrBlock,
            tags,
        ]);

        const front = { owner: "a", SubnetType: "Public", Tier: "front" };
        const back = { owner: "a", SubnetType: "Isolated", Tier: "back" };
        assert.deepEqual(laidOut, [
            ["us-east-1a", "10.20.0.0/24", { Name: "net-front-1", ...front }],
            ["us-east-1a", "10.20.4.0/22", { Name: "net-back-1", ...back }],
            ["us-east-1b", "10.20.64.0/24", { Name: "net-front-2", ...front }],
            ["us-east-1b", "10.20.68.0/22", { Name: "net-back-2", ...back }],
        ]);
    });

    it("keeps tags with an Output as a value", async () => {
        const run = await vpcWith({ tags: { owner: pulumi.output("a") } });

        const [first] = subnets(run);

        assert.deepEqual(first?.tags, { Name: "net-front-1", owner: "a", SubnetType: "Public", Tier: "front" });
    });

    it("gives the subnets only the VPC's tags if these are an Output, as the plugin does", async () => {
        const run = await vpcWith({ tags: pulumi.output({ owner: "a" }) });

        const tags = subnets(run).map((subnet) => subnet.tags);

        assert.deepEqual(tags, Array(4).fill({ owner: "a" }));
    });

    it("gives the subnets of a specification only its tags if these are an Output", async () => {
        const [front, back] = plain.subnetSpecs ?? [];
        const run = await vpcWith({ subnetSpecs: [front, { ...back, tags: pulumi.output({ Tier: "back" }) }] });

        const tags = subnets(run).map((subnet) => subnet.tags);

        const whole = { Name: "net-front-1", SubnetType: "Public", Tier: "front" };
        assert.deepEqual(tags.slice(0, 2), [whole, { Tier: "back" }]);
    });

    for (const key of [
        "availabilityZoneCidrMask",
        "cidrBlock",
        "natGateways",
        "numberOfAvailabilityZones",
        "subnetSpecs",
        "subnetStrategy",
    ]) {
        it(`refuses an Output as ${key}, which the plugin reads as a plain value`, async () => {
            const run = vpcWith({ [key]: pulumi.output(toRecord(plain)[key]) });

            await assert.rejects(run, {
                message: new RegExp(`${key}: is an Output, and the plugin's code needs a plain`),
            });
        });
    }

    it("refuses Outputs as the list of zone names and as a single name", async () => {
        const count = { numberOfAvailabilityZones: undefined };
        const list = vpcWith({ ...count, availabilityZoneNames: pulumi.output(["us-east-1a"]) });
        await assert.rejects(list, /availabilityZoneNames: is an Output/);

        const one = vpcWith({ ...count, availabilityZoneNames: ["us-east-1a", pulumi.output("us-east-1b")] });
        await assert.rejects(one, /availabilityZoneNames\.1: is an Output/);
    });

    it("reads the value of a promise as plain, as the SDK does", async () => {
        const names = Promise.resolve(["us-east-1c", "us-east-1a"]);

        const run = await vpcWith({ numberOfAvailabilityZones: undefined, availabilityZoneNames: names });

        const zones = subnets(run).map(({ availabilityZone }) => availabilityZone);
        assert.deepEqual(zones, ["us-east-1c", "us-east-1c", "us-east-1a", "us-east-1a"]);
    });

    for (const [title, changes, message] of [
        ["names and a number of zones", { availabilityZoneNames: ["us-east-1a"] }, /Only one of \[availabilityZoneN/],
        ["more zones than the region has", { numberOfAvailabilityZones: 9 }, /does not have at least 9 Availability Z/],
        ["subnets that do not fit", { availabilityZoneCidrMask: 22 }, /Subnets are too large for VPC\./],
        [
            "NAT without a public subnet",
            { natGateways: { strategy: "Single" }, subnetSpecs: [] },
            /public subnets must be/,
        ],
        ["an argument that it does not know", { ipv4IpamPoolId: "pool" }, /ipv4IpamPoolId: the stand-in does not know/],
        ["another strategy", { subnetStrategy: "Exact" }, /subnetStrategy: Exact: the stand-in knows Auto/],
    ] as const) {
        it(`refuses ${title}`, async () => {
            const run = vpcWith(changes);

            await assert.rejects(run, { message });
        });
    }
});
