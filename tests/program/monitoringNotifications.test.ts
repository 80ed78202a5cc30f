import assert from "node:assert/strict";
import { kindOf, labels, ofKind, one, output, tags } from "./resources";
import { projectKeys, stacks, wholeProgram } from "./runs";

for (const stack of stacks) {
    const identifier = `experimentation-${stack}`;

    describe(`the notifications of ${stack}`, () => {
        it("go to an encrypted topic, whose ARN is an output", async () => {
            const run = await wholeProgram({ stack });

            const { inputs } = one(run, "Topic", "monitoring");

            assert.deepEqual(inputs, {
                name: `${identifier}-notifications`,
                kmsMasterKeyId: output(one(run, "Key"), "arn"),
                tags: tags(stack, { Name: identifier }),
            });
            assert.equal(
                run.outputs.notificationTopicArn,
                `arn:aws:sns:us-east-1:123456789012:${identifier}-notifications`,
            );
            assert.deepEqual(ofKind(run, "TopicSubscription"), []);
        });

        it("include the RDS events that Security Hub requires", async () => {
            const run = await wholeProgram({ stack });

            const subscriptions = ofKind(run, "EventSubscription").map(({ inputs }) => inputs);

            const common = { snsTopic: output(one(run, "Topic", "monitoring"), "arn"), tags: tags(stack) };
            const subscription = (what: string, eventCategories: readonly string[], sourceIds?: readonly string[]) => ({
                ...common,
                name: `${identifier}-${what}-events`,
                sourceType: `db-${what}`,
                eventCategories,
                ...(sourceIds && { sourceIds }),
            });
            const instances = ofKind(run, "ClusterInstance").map((_, index) => `${identifier}-${index}`);
            assert.deepEqual(subscriptions, [
                subscription("cluster", ["failover", "failure", "maintenance"], [identifier]),
                subscription("instance", ["availability", "configuration change", "failure", "maintenance"], instances),
                subscription("parameter-group", ["configuration change"]),
                subscription("security-group", ["configuration change", "failure"]),
            ]);
        });

        it("subscribe to RDS's events only after RDS may publish to the topic", async () => {
            const run = await wholeProgram({ stack });

            const waits = ofKind(run, "EventSubscription").map(({ dependsOn }) => labels(run, dependsOn));

            assert.equal(waits.length, 4);
            assert.deepEqual(
                waits.filter((wait) => !wait.includes("TopicPolicy monitoring")),
                [],
            );
        });
    });
}

describe("the configured addresses", () => {
    const url = "https://hooks.example.com/key-0123456789";
    const emails = ["on-call@example.com", "platform@example.com"];
    const options = (addresses: readonly string[]) => ({
        stack: "prod",
        config: projectKeys({ alarmEmails: JSON.stringify(addresses), alarmUrls: JSON.stringify([url]) }),
    });

    it("are subscribed to both topics", async () => {
        const run = await wholeProgram(options(emails));

        const subscriptions = ofKind(run, "TopicSubscription").map(({ inputs }) => inputs);

        const topics = ["monitoring", "monitoring-key"].map((name) => output(one(run, "Topic", name), "arn"));
        for (const topic of topics) {
            assert.deepEqual(
                subscriptions
                    .filter((each) => each.topic === topic)
                    .sort((a, b) => String(a.endpoint).localeCompare(String(b.endpoint), "en")),
                [
                    { topic, protocol: "https", endpoint: url },
                    ...emails.map((endpoint) => ({ topic, protocol: "email", endpoint })),
                ],
            );
        }
        assert.equal(subscriptions.length, 6);
    });

    it("can be listed in another order without a change of resources", async () => {
        const before = await wholeProgram(options(emails));
        const after = await wholeProgram(options([...emails].reverse()));

        const [names, others] = [before, after].map((run) => ofKind(run, "TopicSubscription").map(({ name }) => name));

        assert.equal(names?.length, 6);
        assert.deepEqual(others, names);
    });

    it("are secrets if they are URLs, and no other resource or output contains them", async () => {
        const run = await wholeProgram(options(emails));

        const telling = run.resources.filter(({ urn, inputs }) =>
            `${urn} ${JSON.stringify(inputs)}`.includes("0123456789"),
        );

        assert.deepEqual(
            telling.map((resource) => [kindOf(resource), resource.inputs.protocol, resource.secretInputs]),
            [
                ["TopicSubscription", "https", ["endpoint"]],
                ["TopicSubscription", "https", ["endpoint"]],
            ],
        );
        assert.ok(!telling.some(({ urn }) => urn.includes("0123456789")));
        assert.ok(!JSON.stringify(run.outputs).includes("0123456789"));
    });
});
