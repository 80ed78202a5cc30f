import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { output } from "../program/resources";
import { logs, run } from "./smallProgram";

describe("runProgram, for a faulty program, rejects", () => {
    const cases: [what: string, program: () => unknown, message: RegExp][] = [
        [
            "a type without a record",
            () => new aws.sqs.Queue("queue"),
            /aws:sqs\/queue:Queue: has no record; add one to the file of its service in .*resourceTypes$/,
        ],
        [
            "a question to AWS that it does not know",
            () => ({ vpc: aws.ec2.getVpcOutput({}).id }),
            /aws:ec2\/getVpc:getVpc: the mocks know no answer; add one to .*lookUp\.ts/,
        ],
        [
            "two resources of one urn",
            () => [logs("logs", { name: "/a" }), logs("logs", { name: "/b" })],
            /Duplicate resource URN 'urn:pulumi:dev::experimentation-database::aws:cloudwatch\/logGroup:LogGroup::logs'/,
        ],
        [
            "two resources of one physical name",
            () => [logs("a", { name: "/same" }), logs("b", { name: "/same" })],
            /aws:cloudwatch\/logGroup:LogGroup \/same: another resource of the program has this physical name/,
        ],
        [
            "a name that is no text",
            () =>
                new aws.rds.ClusterInstance("db", {
                    clusterIdentifier: "c",
                    engine: "aurora-postgresql",
                    instanceClass: "x",
                }),
            /aws:rds\/clusterInstance:ClusterInstance \(db\): identifier: undefined: must be text/,
        ],
        [
            "an error within an apply",
            () => {
                logs("logs").arn.apply(() => {
                    throw new Error("within the apply");
                });
            },
            /^within the apply$/,
        ],
        [
            "an error within an apply that a resource waits for",
            () => {
                const name = logs("logs").arn.apply((): string => {
                    throw new Error("within the apply");
                });
                logs("waiting", { name });
            },
            /within the apply$/,
        ],
        [
            "an error thrown at once",
            () => {
                throw new pulumi.RunError("thrown at once");
            },
            /^thrown at once$/,
        ],
        ["a rejected promise", () => Promise.reject(new Error("rejected")), /^rejected$/],
        ["a promise that nobody waits for", () => void Promise.reject(new Error("unheard")), /^unheard$/],
    ];
    for (const [what, program, message] of cases) {
        it(what, async () => {
            const failing = run(program);

            await assert.rejects(failing, (error) => {
                assert.ok(error instanceof Error);
                assert.match(error.message, message);
                return true;
            });
        });
    }

    it("a stack without a file", async () => {
        const failing = run(() => undefined, { stack: "nowhere" });

        await assert.rejects(failing, {
            message: "stack: nowhere: has no file Pulumi.nowhere.yaml; choose one of dev, prod, staging",
        });
    });
});

describe("runProgram, after a failed run", () => {
    it("returns only the resources of the next run", async () => {
        await assert.rejects(
            run(() => {
                logs("before");
                logs("late", { name: pulumi.output(slowly("/late")) });
                throw new Error("in the middle");
            }),
        );

        const next = await run(() => {
            logs("next", { name: pulumi.output(slowly("/next")) });
        });

        assert.deepEqual(
            next.resources.map((resource) => output(resource, "name")),
            ["/next"],
        );
    });

    it("restores the process's listeners for unhandled rejections", async () => {
        const before = process.listeners("unhandledRejection");

        await assert.rejects(run(() => Promise.reject(new Error("rejected"))));

        assert.deepEqual(process.listeners("unhandledRejection"), before);
        assert.ok(before.length > 0);
    });
});

/** Returns a value after some turns of the event loop. */
async function slowly(value: string): Promise<string> {
    for (let turn = 0; turn < 5; turn++) {
        await new Promise((resolve) => setImmediate(resolve));
    }
    return value;
}
