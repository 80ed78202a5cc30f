import assert from "node:assert/strict";
import { ciStatements, values } from "./policies";

const { STATE_BUCKET: state, LOG_BUCKET: log, ACCOUNT_ID: accountId } = values;
const buckets = { "state-bucket-policy.json": state, "log-bucket-policy.json": log };

describe("the policies of the state's buckets", () => {
    for (const [file, bucket] of Object.entries(buckets)) {
        it(`${file} refuses every request without TLS, for the bucket and its objects`, () => {
            const [refusal] = ciStatements(file);

            const { Principal, Condition } = refusal?.definition ?? {};
            assert.deepEqual(
                [refusal?.effect, Principal, refusal?.actions, Condition],
                ["Deny", "*", ["s3:*"], { Bool: { "aws:SecureTransport": "false" } }],
            );
            assert.deepEqual(refusal?.resources, [
                `arn:aws:s3:::${String(bucket)}`,
                `arn:aws:s3:::${String(bucket)}/*`,
            ]);
        });
    }

    it("allow only S3 to write the state's access log, below the state bucket's name", () => {
        const allowed = Object.keys(buckets)
            .flatMap(ciStatements)
            .filter(({ effect }) => effect !== "Deny");

        assert.deepEqual(
            allowed.map(({ actions, resources, definition: { Principal, Condition } }) => ({
                actions,
                resources,
                Principal,
                Condition,
            })),
            [
                {
                    actions: ["s3:PutObject"],
                    resources: [`arn:aws:s3:::${String(log)}/${String(state)}/*`],
                    Principal: { Service: "logging.s3.amazonaws.com" },
                    Condition: {
                        ArnEquals: { "aws:SourceArn": `arn:aws:s3:::${String(state)}` },
                        StringEquals: { "aws:SourceAccount": accountId },
                    },
                },
            ],
        );
    });
});
