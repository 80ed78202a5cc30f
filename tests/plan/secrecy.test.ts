import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { deepEqual, equal } from "node:assert/strict";
import { comparePlans } from "../../plan/compare";
import { differenceText } from "../../plan/differenceText";
import { differenceDocument, planDocument } from "../../plan/document";
import { isSecretName } from "../../plan/mask";
import { plain } from "../../plan/paint";
import { planText } from "../../plan/planText";
import { logs } from "../local/program/smallProgram";
import { planOf } from "./samples";

const planted = "hunter2";

/** Secrets in every place: marked, within something, called so, within a JSON text, in tags and outputs. */
function secretProgram(): unknown {
    logs("marked", { name: pulumi.secret(planted) });
    logs("tagged", { tags: { owner: pulumi.secret(planted) } });
    new aws.ec2.DefaultSecurityGroup("within", {
        ingress: [{ fromPort: 1, toPort: 1, protocol: "tcp", description: pulumi.secret(planted) }],
    });
    const variables = { DB_PASSWORD: planted, APPLICATION_SECRET_ARN: "visible" };
    new aws.lambda.Function("called", { role: "r", environment: { variables } });
    new aws.ssm.Parameter("parameter", { name: "p", type: "String", value: planted });
    logs("json", { kmsKeyId: JSON.stringify({ deep: [{ password: planted, user: "visible" }] }) });
    return { output: pulumi.secret(planted), connection: planted };
}

describe("a planted secret", () => {
    it("is neither in the plan's text nor in its document, which say where there is one", async () => {
        const plan = await planOf(secretProgram);

        const [text, document] = [planText(plan, plain), planDocument(plan)];
        deepEqual([text.includes(planted), document.includes(planted)], [false, false]);
        equal(document.split('"[secret]"').length - 1, 6);
        equal(text.split("visible").length - 1, 2);
    });

    it("is not in a difference either", async () => {
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
});

describe("isSecretName", () => {
    const names: [name: string, isSecret: boolean][] = [
        ["masterPassword", true],
        ["masterPasswordWo", true],
        ["DB_PASSWORD", true],
        ["secretString", true],
        ["secretBinary", true],
        ["SECRET_VALUE", true],
        ["privateKey", true],
        ["accessToken", true],
        ["secretId", false],
        ["MASTER_SECRET_ARN", false],
        ["password_encryption", false],
        ["kmsKeyId", false],
    ];
    for (const [name, isSecret] of names) {
        it(`takes ${name} ${isSecret ? "for the name of a secret" : "for none"}`, () => {
            equal(isSecretName(name), isSecret);
        });
    }

    it("hides no flag: a switch is no secret", async () => {
        const program = () =>
            new aws.rds.Cluster("db", {
                clusterIdentifier: "data",
                engine: "aurora-postgresql",
                manageMasterUserPassword: true,
                masterUserSecretKmsKeyId: "k",
            });

        const plan = await planOf(program);

        equal(plan.resources[0]?.settings.manageMasterUserPassword, true);
    });
});
