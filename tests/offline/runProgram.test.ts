import assert from "node:assert/strict";
import console from "node:console";
import * as pulumi from "@pulumi/pulumi";
import { one } from "../program/resources";
import { logs, run } from "./smallProgram";

describe("runProgram, for a correct program", () => {
    it("returns the program's warnings, and restores the console", async () => {
        const original = Object.getOwnPropertyDescriptor(console, "warn");

        const { warnings } = await run(() => {
            void pulumi.log.warn("one");
            pulumi.output("two").apply((text) => pulumi.log.warn(text));
        });

        assert.deepEqual(warnings, ["one", "two"]);
        assert.deepEqual(Object.getOwnPropertyDescriptor(console, "warn"), original);
    });

    it("returns the inputs, outputs and options of registered resources", async () => {
        const options = { protect: true, retainOnDelete: true, deleteBeforeReplace: true, ignoreChanges: ["tags"] };

        const { resources } = await run(() => {
            const parent = new pulumi.ComponentResource("experimentation:test:Parent", "parent");
            const first = logs("first", {}, { parent });
            logs(
                "second",
                { name: "/second", retentionInDays: 7 },
                { ...options, parent, dependsOn: [first], replaceWith: [first] },
            );
        });

        const [parent, first, second] = resources;
        assert.ok(parent && first && second);
        assert.deepEqual(second, {
            type: "aws:cloudwatch/logGroup:LogGroup",
            name: "second",
            urn: second.urn,
            parent: parent.urn,
            custom: true,
            inputs: { name: "/second", retentionInDays: 7 },
            secretInputs: [],
            outputs: {
                name: "/second",
                retentionInDays: 7,
                arn: "arn:aws:logs:us-east-1:123456789012:log-group:/second",
            },
            dependsOn: [first.urn],
            replaceWith: [first.urn],
            ...options,
        });
        assert.deepEqual(
            [parent.custom, first.protect, first.retainOnDelete, first.ignoreChanges],
            [false, false, false, []],
        );
    });

    it("lets children inherit their parent's protection, as the engine does", async () => {
        const { resources } = await run(() => {
            const options = { protect: true };
            const parent = new pulumi.ComponentResource("experimentation:test:Parent", "parent", {}, options);
            logs("child", {}, { parent });
        });

        assert.deepEqual(
            resources.map((resource) => resource.protect),
            [true, true],
        );
    });

    it("unwraps secret inputs and names them", async () => {
        const registered = await run(() => {
            logs("logs", { name: pulumi.secret("/hidden"), retentionInDays: 7 });
        });

        const { inputs, secretInputs } = one(registered, "LogGroup");

        assert.deepEqual(inputs, { name: "/hidden", retentionInDays: 7 });
        assert.deepEqual(secretInputs, ["name"]);
    });

    it("returns the program's outputs, plain values and Outputs", async () => {
        const { outputs } = await run(() => ({ plain: 1, arn: logs("logs", { name: "/a" }).arn }));

        assert.deepEqual(outputs, { plain: 1, arn: "arn:aws:logs:us-east-1:123456789012:log-group:/a" });
    });

    it("generates the same names and ids at every run, different for each resource", async () => {
        const program = () => ({ a: logs("a").arn, b: logs("b").arn });

        const outputs = [(await run(program)).outputs, (await run(program)).outputs];

        assert.deepEqual(outputs[0], outputs[1]);
        assert.notEqual(outputs[0]?.a, outputs[0]?.b);
    });

    it("leaves computed outputs unknown in a preview", async () => {
        const preview = await run(
            () => {
                const group = logs("logs", { name: "/a" });
                return { arn: group.arn, name: group.name, plain: "known" };
            },
            { preview: true },
        );

        assert.deepEqual(preview.outputs, { name: "/a", plain: "known" });
        assert.deepEqual(one(preview, "LogGroup").outputs, { name: "/a" });
    });

    it("reads keys from the stack's file, and changes or removes them", async () => {
        const config = { "experimentation-database:owner": "team-a", "aws:region": undefined };

        const { outputs, region } = await run(
            () => {
                const values = new pulumi.Config("experimentation-database");
                const project = [pulumi.getProject(), pulumi.getStack(), pulumi.runtime.isDryRun()];
                return { project, owner: values.get("owner"), instances: values.get("instances") };
            },
            { config, stackName: "alice" },
        );

        assert.deepEqual(outputs, {
            project: ["experimentation-database", "alice", false],
            owner: "team-a",
            instances: "1",
        });
        assert.equal(region, "");
    });

    it("returns the outputs of other stacks", async () => {
        const stackOutputs = { "acme/network/dev": { vpcId: "vpc-1" } };

        const { outputs } = await run(
            () => ({ vpcId: new pulumi.StackReference("acme/network/dev").requireOutput("vpcId") }),
            { stackOutputs },
        );

        assert.deepEqual(outputs, { vpcId: "vpc-1" });
    });
});
