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
    it("uses example ids, with subnets in two zones, and reports it", async () => {
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

    it("has a plan that warns about the example ids", async () => {
        const plan = await makePlan("dev", await wholeProgram(configured));

        const text = planText(plan, plain);

        assert.deepEqual(plan.warnings, [assumption]);
        assert.ok(text.includes(`\nWarning: ${assumption}\n`));
    });

    it("uses the other stack's outputs if they are known", async () => {
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
