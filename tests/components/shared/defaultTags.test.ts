import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { defaultTags } from "../../../components/shared/defaultTags";
import { toRecord } from "../../../offline/toRecord";
import { one } from "../../program/resources";
import { runPart } from "../part";

const transformations = [defaultTags({ owner: "team-a", environment: "dev" })];

describe("defaultTags", () => {
    it("adds the tags to a resource without any", async () => {
        const run = await runPart(() => {
            new aws.cloudwatch.LogGroup("logs", {}, { transformations });
        });

        const { tags } = one(run, "LogGroup").inputs;

        assert.deepEqual(tags, { owner: "team-a", environment: "dev" });
    });

    it("keeps a resource's own tags, also if they are Outputs", async () => {
        const own = pulumi.output({ owner: "team-b", Name: "logs" });

        const run = await runPart(() => {
            new aws.cloudwatch.LogGroup("logs", { tags: own }, { transformations });
        });

        assert.deepEqual(one(run, "LogGroup").inputs.tags, { environment: "dev", owner: "team-b", Name: "logs" });
    });

    it("keeps the kind of a resource's own tags: plain, with Outputs as values, a promise, an Output", () => {
        const transformed = (tags: unknown): unknown => {
            const resource = new pulumi.DependencyResource("urn:pulumi:dev::test::aws:s3/bucket:Bucket::test");
            const args = { resource, type: "aws:s3/bucket:Bucket", name: "test", props: { tags }, opts: {} };
            return toRecord(transformations[0]?.(args)?.props).tags;
        };
        const value = pulumi.output("logs");

        const results = [undefined, { Name: value }, Promise.resolve({}), pulumi.output({})].map(transformed);

        const [none, plain, promise, output] = results;
        assert.deepEqual(none, { owner: "team-a", environment: "dev" });
        assert.equal(toRecord(plain).Name, value);
        assert.ok(!pulumi.Output.isInstance(plain) && promise instanceof Promise && pulumi.Output.isInstance(output));
    });

    it("adds none to a resource whose type does not support tags", async () => {
        const run = await runPart(() => {
            new aws.kms.Alias("alias", { name: "alias/a", targetKeyId: "1" }, { transformations });
        });

        assert.deepEqual(one(run, "Alias").inputs, { name: "alias/a", targetKeyId: "1" });
    });

    it("applies to the children of a component", async () => {
        const run = await runPart(() => {
            const parent = new pulumi.ComponentResource(
                "experimentation:test:Parent",
                "parent",
                {},
                { transformations },
            );
            new aws.cloudwatch.LogGroup("logs", {}, { parent });
        });

        assert.deepEqual(one(run, "LogGroup").inputs.tags, { owner: "team-a", environment: "dev" });
    });
});
