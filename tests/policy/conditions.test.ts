import assert from "node:assert/strict";
import { namesAccount } from "../../policy/conditions";
import { unknownValue } from "../../policy/values";

const account = "123456789012";
const alarms = `arn:aws:cloudwatch:us-east-1:${account}:alarm:*`;

describe("a condition", () => {
    const naming: readonly (readonly [operator: string, key: string, ...values: unknown[]])[] = [
        ["StringEquals", "aws:sourceaccount", account],
        ["StringLike", "kms:calleraccount", account],
        ["ForAnyValue:StringEquals", "aws:sourceaccount", account],
        ["StringEquals", "aws:sourceaccount", unknownValue],
        ["ArnLike", "aws:sourcearn", alarms],
        ["ArnLike", "aws:sourcearn", `arn:aws-us-gov:iam::${account}:role/x`],
        ["ArnEquals", "kms:encryptioncontext:aws:logs:arn", alarms, alarms],
    ];
    for (const [operator, key, ...values] of naming) {
        it(`names an account by ${operator} of ${key} ${values.map(String).join(", ")}`, () => {
            const names = namesAccount({ operator, key, values });

            assert.equal(names, true);
        });
    }

    const open: readonly (readonly [operator: string, key: string, ...values: unknown[]])[] = [
        ["StringEquals", "aws:sourceaccount"],
        ["StringLike", "aws:sourceaccount", "*"],
        ["StringLike", "aws:sourceaccount", "12345678901?"],
        ["StringEquals", "aws:sourceaccount", account, "*"],
        ["StringNotEquals", "aws:sourceaccount", account],
        ["StringEqualsIfExists", "aws:sourceaccount", account],
        ["ForAllValues:StringEquals", "aws:sourceaccount", account],
        ["Null", "aws:sourceaccount", "false"],
        ["StringEquals", "aws:requestedregion", account],
        ["StringEquals", "aws:sourceaccount", alarms],
        ["ArnLike", "aws:sourcearn", account],
        ["ArnLike", "aws:sourcearn", "arn:aws:s3:::bucket"],
        ["ArnLike", "aws:sourcearn", "arn:aws:cloudwatch:us-east-1:*:alarm:x"],
        ["StringLike", "aws:sourcearn", `arn:aws:*:${account}:alarm:x`],
    ];
    for (const [operator, key, ...values] of open) {
        it(`names no account by ${operator} of ${key} ${values.map(String).join(", ")}`, () => {
            const names = namesAccount({ operator, key, values });

            assert.equal(names, false);
        });
    }
});
