import assert from "node:assert/strict";
import { evaluate } from "../../../../tools/local/iam/evaluate";
import { parsePolicy } from "../../../../tools/local/iam/policy";
import { allowed, noResource, roleArn } from "./samples";

describe("evaluate, with a trust policy", () => {
    const trust = parsePolicy(
        {
            Version: "2012-10-17",
            Statement: { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
        },
        "trust",
        "role",
    );
    const cases: [service: string, action: string, expected: object][] = [
        ["lambda.amazonaws.com", "sts:AssumeRole", allowed],
        ["monitoring.rds.amazonaws.com", "sts:AssumeRole", noResource],
        ["lambda.amazonaws.com", "sts:TagSession", noResource],
    ];

    for (const [service, action, expected] of cases) {
        it(`${"allowed" in expected && expected.allowed === true ? "lets" : "does not let"} ${service} do ${action}`, () => {
            const request = { principal: { service }, action, resource: roleArn, context: {} };

            assert.deepEqual(evaluate(request, { identity: [], resource: trust }), expected);
        });
    }
});
