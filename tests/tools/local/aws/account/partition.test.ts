import assert from "node:assert/strict";
import { accountId } from "../../../../../offline/awsOutputs";
import { accountFrom } from "../../../../../tools/local/aws/account/accountFrom";
import { createAuthoriser } from "../../../../../tools/local/aws/authoriser";
import type { LocalAccount, LocalPrincipal } from "../../../../../tools/local/aws/localAccount";
import { createSsmOperations } from "../../../../../tools/local/aws/ssm";
import { projectKeys, wholeProgram } from "../../../../program/runs";

const region = "cn-north-1";

describe("the account of a stack in China", () => {
    let account: LocalAccount;
    let access: LocalPrincipal;
    before(async () => {
        const config = { "aws:region": region, ...projectKeys({ tracing: "false" }) };
        const { resources } = await wholeProgram({ stack: "staging", config });
        account = accountFrom(resources, { accountId, region, masterSecretValue: "{}" });
        access = found(account.principals, ({ functionArn = "" }) => functionArn.endsWith("-access"));
    });

    const use = () => {
        const { arn: secretArn, kmsKeyArn } = found(account.secrets, ({ name }) => name.includes("-reader-"));
        return { kmsKeyArn, secretArn, versionId: "0".repeat(32) };
    };

    it("lets the access function use the key through Secrets Manager of its region and partition", () => {
        const authoriser = createAuthoriser(account);
        const elsewhere = createAuthoriser({ ...account, region: "us-gov-west-1" });

        assert.doesNotThrow(() => {
            authoriser.requireKey(access, "kms:Decrypt", use());
        });
        assert.throws(() => {
            elsewhere.requireKey(access, "kms:Decrypt", use());
        }, /Access to KMS is not allowed/);
    });

    it("refuses in the partition's own ARNs", () => {
        const operations = createSsmOperations(account, createAuthoriser(account));

        assert.throws(() => operations.GetParameter?.({ Name: "/other" }, access), {
            message: new RegExp(
                `^User: arn:aws-cn:sts::${accountId}:assumed-role/\\S+ is not authorized to perform: ` +
                    `ssm:GetParameter on resource: arn:aws-cn:ssm:${region}:${accountId}:parameter/other `,
            ),
        });
    });
});

function found<T>(all: readonly T[], isIt: (one: T) => boolean): T {
    return all.find(isIt) ?? assert.fail("none of the account's is it");
}
