import assert from "node:assert/strict";
import { isArnPattern, matchesArn, matchesPattern } from "../../../../tools/local/iam/wildcard";

describe("matchesPattern", () => {
    const cases: [pattern: string, value: string, expected: boolean][] = [
        ["kms:Decrypt", "kms:Decrypt", true],
        ["kms:Decrypt", "kms:decrypt", false],
        ["kms:*", "kms:Decrypt", true],
        ["kms:GenerateDataKey*", "kms:GenerateDataKey", true],
        ["kms:GenerateDataKey*", "kms:GenerateDataKeyPair", true],
        ["kms:GenerateDataKey*", "kms:GenerateData", false],
        ["ec2:*NetworkInterface*", "ec2:DescribeNetworkInterfaces", true],
        ["ec2:*NetworkInterface*", "ec2:DescribeSubnets", false],
        ["a?c", "abc", true],
        ["a?c", "ac", false],
        ["a?c", "abbc", false],
        ["*", "", true],
        ["a**b", "a-b", true],
        ["a.c", "abc", false],
        ["a(b)+[c]{1}^$|\\", "a(b)+[c]{1}^$|\\", true],
        ["line*end", "line\nend", true],
        ["bc", "abcd", false],
    ];

    for (const [pattern, value, expected] of cases) {
        it(`says ${String(expected)} for ${pattern} and ${JSON.stringify(value)}`, () => {
            assert.equal(matchesPattern(pattern, value), expected);
        });
    }
});

describe("matchesArn", () => {
    const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf";
    const cases: [pattern: string, arn: string, expected: boolean][] = [
        [secret, secret, true],
        ["*", secret, true],
        ["*", "*", true],
        ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-*", secret, true],
        ["arn:aws:secretsmanager:*:111122223333:secret:app-??????", secret, true],
        ["arn:aws:secretsmanager:eu-west-1:111122223333:*", secret, true],
        ["arn:aws:secretsmanager:eu-west-2:111122223333:secret:app-AbCdEf", secret, false],
        ["arn:aws:secretsmanager:eu-west-1:444455556666:secret:app-AbCdEf", secret, false],
        ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app", secret, false],
        ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdE?f", secret, false],
        ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:APP-AbCdEf", secret, false],
        // A wildcard in the region stays in the region.
        ["arn:aws:secretsmanager:*:secret:app-AbCdEf", secret, false],
        ["arn:aws:*:eu-west-1:111122223333:secret:app-AbCdEf", secret, true],
        ["arn:*:app-AbCdEf", secret, false],
        [secret, "app", false],
        ["arn:aws:secretsmanager:*:*:*", "arn:aws:secretsmanager", false],
        [secret, "*", false],
    ];

    for (const [pattern, arn, expected] of cases) {
        it(`says ${String(expected)} for ${pattern} and ${arn}`, () => {
            assert.equal(matchesArn(pattern, arn), expected);
        });
    }
});

describe("isArnPattern", () => {
    const cases: [text: string, expected: boolean][] = [
        ["arn:aws:kms:eu-west-1:111122223333:key/*", true],
        ["arn:aws:lambda:eu-west-1:111122223333:function:a:b:c", true],
        ["arn:aws:kms:eu-west-1", false],
        ["arn:aws:s3*", false],
        ["*", false],
        ["urn:aws:kms:eu-west-1:111122223333:key/1", false],
    ];

    for (const [text, expected] of cases) {
        it(`says ${String(expected)} for ${text}`, () => {
            assert.equal(isArnPattern(text), expected);
        });
    }
});
