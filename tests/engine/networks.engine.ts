import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Engine } from "./harness/engine";
import { summary } from "./harness/outcome";
import { indexProgram, type Program, programOf } from "./harness/program";

/** `index.ts` with a transformation that turns a plain argument into an Output. */
const outputProgram: Program = async () => {
    pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
        type === "awsx:ec2:Vpc"
            ? { props: { ...props, subnetSpecs: pulumi.output(props.subnetSpecs) }, opts }
            : undefined,
    );
    return await indexProgram();
};

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

    it("a stack in the VPC of another stack creates no resource that belongs to the VPC's owner", async () => {
        const owner = await engine.stack("shared", {
            project: "networks",
            quick: true,
            program: programOf("tests/engine/programs/sharedNetwork.ts"),
        });
        assert.deepEqual((await owner.up()).errors, []);
        const stack = await engine.stack("dev", { quick: true });
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

    it("a stack keeps its subnets when the account opts into a Local Zone, and places none there afterwards", async () => {
        const stack = await engine.stack("zones", { configuredAs: "dev", quick: true });
        stack.configure({ environment: "dev", monitoring: false });
        const up = await stack.up();
        const before = engine.account.zones;
        engine.account.zones = [{ name: "us-east-1-atl-1a", optInStatus: "opted-in" }, ...before];

        const preview = await stack.preview();
        stack.configure({ zones: 3 });
        const third = await stack.up();

        const subnets = engine.account.all.filter(({ type }) => type === "aws:ec2/subnet:Subnet");
        const zones = new Set(subnets.map(({ state }) => state.availabilityZone));
        const others = third.changes.filter(({ operation }) => operation !== "create");
        // Without monitoring there are two outputs fewer, and no warning.
        assert.deepEqual([up.errors, up.warnings, preview.errors, summary(preview.changes)], [[], [], [], []]);
        assert.deepEqual([third.errors, [...zones].sort()], [[], ["us-east-1a", "us-east-1b", "us-east-1c"]]);
        assert.deepEqual(summary(others), [
            "update Function access (vpcConfig)",
            "update Function database-rotation (vpcConfig)",
            "update NetworkAcl network-database (subnetIds)",
            "update SubnetGroup database-917bb2 (subnetIds)",
            "update VpcEndpoint network-secretsmanager (subnetIds)",
            "update VpcEndpoint network-ssm (subnetIds)",
        ]);
    });

    it("up fails at a log group that RDS created again after a destroy, and succeeds once it is deleted", async () => {
        const stack = await engine.stack("late", { configuredAs: "dev", quick: true });
        stack.configure({ environment: "dev", monitoring: false });
        engine.account.logGroups.add("/aws/rds/cluster/experimentation-dev/postgresql");

        const refused = await stack.up();
        engine.account.logGroups.clear();
        const up = await stack.up();

        assert.match(refused.errors.join("\n"), /LogGroup::database-postgresql: ResourceAlreadyExistsException/);
        assert.deepEqual(up.errors, []);
    });

    it("the preview fails if an argument of the VPC is an Output that awsx reads as a plain value", async () => {
        const stack = await engine.stack("outputs", { configuredAs: "dev", quick: true, program: outputProgram });
        stack.configure({ environment: "dev" });

        const preview = await stack.preview();

        const [error = ""] = preview.errors;
        assert.match(
            error,
            /awsx\.ec2\.Vpc: subnetSpecs: is an Output, and the plugin's code needs a plain value there/,
        );
    });

    it("one program can have two platforms", async () => {
        const stack = await engine.stack("two", {
            configuredAs: "dev",
            program: programOf("tests/engine/programs/twoPlatforms.ts"),
        });
        stack.configure({ environment: "dev" });

        const up = await stack.up();
        assert.deepEqual(up.errors, []);
        const again = await stack.preview();

        const clusters = engine.account.all.filter(({ type }) => type === "aws:rds/cluster:Cluster");
        assert.deepEqual([up.errors, summary(again.changes)], [[], []]);
        assert.deepEqual(clusters.map(({ id }) => id).sort(), ["experimentation-dev", "reporting-dev"]);
    });

    it("the name of a stack may differ from its environment", async () => {
        const stack = await engine.stack("blue", { configuredAs: "dev", quick: true });
        stack.configure({ environment: "dev" });

        const preview = await stack.preview();

        const path = preview.changes.filter(({ type }) => type === "aws:ssm/parameter:Parameter").length;
        assert.deepEqual([preview.errors, path], [[], 7]);
    });

    it("the preview refuses a stack whose environment is neither its name nor configured", async () => {
        const stack = await engine.stack("green", { configuredAs: "dev" });

        const preview = await stack.preview();

        assert.equal(preview.ok, false);
        assert.deepEqual(preview.errors, [
            "The configuration of stack green has a mistake:\n" +
                "  environment: (empty): the environment would be green, which is none of dev, staging, prod; " +
                "set it to the one that this stack is",
        ]);
    });
});

function subnetGroupName(changes: readonly { readonly type: string; readonly name: string }[]): string {
    return changes.find(({ type }) => type === "aws:rds/subnetGroup:SubnetGroup")?.name ?? "";
}
