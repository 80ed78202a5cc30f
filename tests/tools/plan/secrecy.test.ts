import { deepEqual, equal } from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { comparePlans } from "../../../tools/plan/compare";
import { differenceText } from "../../../tools/plan/differenceText";
import { differenceDocument, planDocument } from "../../../tools/plan/document";
import { plain } from "../../../tools/plan/paint";
import { planText } from "../../../tools/plan/planText";
import { logs } from "../../offline/smallProgram";
import { planOf } from "./samples";

const planted = "hunter2";

/** Secrets in every place: marked, nested, named like one, in an address, a JSON text, tags and outputs. */
function secretProgram(): unknown {
    logs("marked", { name: pulumi.secret(planted) });
    logs("tagged", { tags: { owner: pulumi.secret(planted) } });
    new aws.ec2.DefaultSecurityGroup("within", {
        ingress: [{ fromPort: 1, toPort: 1, protocol: "tcp", description: pulumi.secret(planted) }],
    });
    logs("named", { tags: { password: planted } });
    const variables = {
        API_SECRET: planted,
        CREDENTIAL: planted,
        DATABASE_URL: `postgres://application:${planted}@database/experimentation`,
        DB_PASS: planted,
        DB_PASSWORD: planted,
        SIGNING_KEY: planted,
        APPLICATION_SECRET_ARN: "visible",
    };
    new aws.lambda.Function("called", { role: "r", environment: { variables } });
    new aws.ssm.Parameter("parameter", { name: "p", type: "String", value: planted });
    logs("json", { kmsKeyId: JSON.stringify({ deep: [{ password: planted, user: "visible" }] }) });
    return { output: pulumi.secret(planted), connection: planted };
}

describe("a planted secret", () => {
    it("is neither in the plan's text nor in its document, which show its place", async () => {
        const plan = await planOf(secretProgram);

        const [text, document] = [planText(plan, plain), planDocument(plan)];
        deepEqual([text.includes(planted), document.includes(planted)], [false, false]);
        equal(document.split('"[secret]"').length - 1, 12);
        equal(text.split("visible").length - 1, 2);
    });

    it("is not in a difference", async () => {
        const [before, after] = [await planOf(() => logs("marked")), await planOf(secretProgram)];

        const difference = comparePlans(before, after);
        const texts = [differenceText(difference, plain), differenceDocument(difference)];
        deepEqual(
            texts.map((text) => [text.includes(planted), text.includes("[secret]")]),
            [
                [false, true],
                [false, true],
            ],
        );
    });

    it("is hidden on each resource if it is a tag of all", async () => {
        const tags = { password: planted, team: "visible" };

        const plan = await planOf(() => [logs("one", { tags }), logs("other", { tags })]);

        deepEqual(
            [plan.tags, ...plan.resources.map(({ settings }) => settings.tags)],
            [{ team: "visible" }, { password: "[secret]" }, { password: "[secret]" }],
        );
    });
});

describe("a value that is not secret", () => {
    it("is shown: a switch with any name", async () => {
        const program = () =>
            new aws.rds.Cluster("db", {
                engineVersion: "15",
                clusterIdentifier: "data",
                engine: "aurora-postgresql",
                manageMasterUserPassword: true,
                masterUserSecretKmsKeyId: "k",
            });

        const plan = await planOf(program);

        equal(plan.resources[0]?.settings.manageMasterUserPassword, true);
    });
});
