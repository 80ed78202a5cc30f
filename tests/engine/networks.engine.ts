import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { AuroraPlatform, type AuroraPlatformArgs } from "../../components/auroraPlatform";
import { Network } from "../../components/network";
import { loadSettings } from "../../settings";
import { Engine } from "./harness/engine";
import { summary } from "./harness/outcome";
import type { Program } from "./harness/program";

describe("networks and names on the real engine", () => {
    let engine: Engine;

    before(async () => {
        engine = await Engine.start();
    });

    after(() => {
        engine.close();
    });

    beforeEach(() => {
        engine.emptyAccount();
    });

    it("stands in a VPC of another stack, and makes nothing that belongs to its owner", async () => {
        const owner = await engine.stack("shared", { project: "networks", program: sharedNetwork });
        assert.deepEqual((await owner.up()).errors, []);
        const stack = await engine.stack("dev");
        stack.configure({ networkStack: "organization/networks/shared" });

        const up = await stack.up();
        const again = await stack.preview();

        const owned =
            /^aws:ec2\/(vpc|subnet|internetGateway|natGateway|routeTable|route|networkAcl|defaultSecurityGroup|flowLog):/;
        assert.deepEqual([up.errors, summary(again.changes)], [[], []]);
        assert.deepEqual(
            up.changes.filter(({ type }) => owned.test(type)),
            [],
        );
        assert.deepEqual(
            stack.state().find("SubnetGroup", subnetGroupName(up.changes)).inputs.subnetIds,
            (await owner.outputs()).databaseSubnetIds,
        );
    });

    it("takes two platforms in one program", async () => {
        const stack = await engine.stack("two", { configuredAs: "dev", program: twoPlatforms });
        stack.configure({ environment: "dev" });

        const up = await stack.up();
        const again = await stack.preview();

        const clusters = engine.account.all.filter(({ type }) => type === "aws:rds/cluster:Cluster");
        assert.deepEqual([up.errors, summary(again.changes)], [[], []]);
        assert.deepEqual(clusters.map(({ id }) => id).sort(), ["experimentation-dev", "reporting-dev"]);
    });

    it("takes a stack whose name is no environment", async () => {
        const stack = await engine.stack("blue", { configuredAs: "dev" });
        stack.configure({ environment: "dev" });

        const preview = await stack.preview();

        const path = preview.changes.filter(({ type }) => type === "aws:ssm/parameter:Parameter").length;
        assert.deepEqual([preview.errors, path], [[], 7]);
    });

    it("refuses a stack whose name is no environment and that does not say which it is", async () => {
        const stack = await engine.stack("green", { configuredAs: "dev" });

        const preview = await stack.preview();

        assert.equal(preview.ok, false);
        assert.deepEqual(preview.errors, [
            "The configuration of stack green has a mistake:\n" + "  environment: (empty): x",
        ]);
    });
});

function subnetGroupName(changes: readonly { readonly type: string; readonly name: string }[]): string {
    return changes.find(({ type }) => type === "aws:rds/subnetGroup:SubnetGroup")?.name ?? "";
}

/** The network of another team: a VPC with two subnets for the functions and two for the database. */
const sharedNetwork: Program = () => {
    const vpc = new aws.ec2.Vpc("shared", { cidrBlock: "10.40.0.0/16", enableDnsHostnames: true });
    const subnet = (name: string, third: number, zone: string) =>
        new aws.ec2.Subnet(name, {
            vpcId: vpc.id,
            cidrBlock: `10.40.${third}.0/24`,
            availabilityZone: `us-east-1${zone}`,
        }).id;
    return Promise.resolve({
        vpcId: vpc.id,
        functionSubnetIds: [subnet("functions-a", 0, "a"), subnet("functions-b", 1, "b")],
        databaseSubnetIds: [subnet("database-a", 2, "a"), subnet("database-b", 3, "b")],
    });
};

const twoPlatforms: Program = () => {
    const { network: settings, database } = loadSettings();
    const network = new Network("network", { ...settings, port: database.port });
    new AuroraPlatform("one", platformArgs(network, "experimentation"));
    new AuroraPlatform("two", platformArgs(network, "reporting"));
    return Promise.resolve({});
};

function platformArgs(network: Network, project: string): AuroraPlatformArgs {
    const { environment, protect, logRetentionDays, tracing, database, credentials } = loadSettings();
    const names = { identifier: `${project}-dev`, parameterPath: `/${project}/dev/database/` };
    return { ...database, ...credentials, ...names, environment, protect, logRetentionDays, tracing, network };
}
