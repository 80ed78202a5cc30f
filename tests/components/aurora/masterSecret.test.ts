import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type MasterSecretArgs, masterSecretArn } from "../../../components/aurora/masterSecret";
import { runPart } from "../part";

const keyArn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd";
const managed = {
    kmsKeyId: keyArn,
    secretArn: "arn:aws:secretsmanager:us-east-1:1:secret:a",
    secretStatus: "creating",
};

type Secrets = MasterSecretArgs["secrets"] extends pulumi.Output<infer T> ? T : never;
const arnOf = (secrets: Secrets) =>
    runPart(() => ({
        arn: masterSecretArn({
            secrets: pulumi.output(secrets),
            identifier: "shop",
            keyArn: pulumi.output(keyArn),
        }),
    }));

describe("the master user's secret", () => {
    it("is RDS's own, also while RDS creates it", async () => {
        const { outputs } = await arnOf([managed]);

        assert.equal(outputs.arn, managed.secretArn);
    });

    for (const [title, secrets] of [
        ["has none", []],
        ["has no list of them, because its creation was interrupted", undefined],
    ] as const) {
        it(`is refused with the fix if the cluster ${title}`, async () => {
            const run = arnOf(secrets === undefined ? undefined : [...secrets]);

            await assert.rejects(run, {
                message:
                    "shop: RDS does not manage the master user's password; turn it on, then run pulumi refresh and up: " +
                    "aws rds modify-db-cluster --db-cluster-identifier shop --manage-master-user-password " +
                    `--master-user-secret-kms-key-id ${keyArn} --apply-immediately`,
            });
        });
    }
});
