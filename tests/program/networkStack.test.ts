import assert from "node:assert/strict";
import { exampleNetwork } from "../../offline/exampleNetwork";
import { plain } from "../../tools/plan/paint";
import { makePlan } from "../../tools/plan/plan";
import { planText } from "../../tools/plan/planText";
import { ofKind, one } from "./resources";
import { projectKeys, wholeProgram } from "./runs";

const configured = { stack: "dev", config: projectKeys({ networkStack: "acme/network/dev", networkStackVpcId: "id" }) };

const assumption =
    "networkStack: acme/network/dev: another stack's outputs are not known offline; ids of examples stand in for them, " +
    "with subnets in two zones. To see your own, set vpcId, functionSubnetIds and databaseSubnetIds in its place";

describe("a platform in another stack's VPC, offline", () => {
    it("is in a VPC of examples, with subnets in two zones, and says so", async () => {
        const run = await wholeProgram(configured);

        assert.deepEqual(ofKind(run, "Vpc"), []);
        assert.equal(ofKind(run, "VpcEndpoint")[0]?.inputs.vpcId, "vpc-0123456789abcdef0");
        assert.deepEqual(ofKind(run, "VpcEndpoint")[0]?.inputs.subnetIds, [
            "subnet-0f0000000000000a",
            "subnet-0f0000000000000b",
        ]);
        assert.deepEqual(one(run, "SubnetGroup").inputs.subnetIds, [
            "subnet-0d0000000000000a",
            "subnet-0d0000000000000b",
        ]);
        assert.deepEqual([run.assumptions, run.warnings], [[assumption], []]);
    });

    it("has a plan that warns of it", async () => {
        const plan = await makePlan("dev", await wholeProgram(configured));

        const text = planText(plan, plain);

        assert.deepEqual(plan.warnings, [assumption]);
        assert.ok(text.includes(`\nWarning: ${assumption}\n`));
    });

    it("assumes nothing of what is known: ids, or another stack's outputs that a test gives", async () => {
        const stackOutputs = {
            "acme/network/dev": {
                id: "vpc-1",
                functionSubnetIds: ["subnet-fa"],
                databaseSubnetIds: ["subnet-da", "subnet-db"],
            },
        };

        const run = await wholeProgram({ ...configured, stackOutputs });

        assert.equal(ofKind(run, "VpcEndpoint")[0]?.inputs.vpcId, "vpc-1");
        assert.deepEqual(run.assumptions, []);
        assert.deepEqual(exampleNetwork({}, "experimentation-database"), { stackOutputs: {}, assumptions: [] });
    });
});
