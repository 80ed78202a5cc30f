import { types } from "../../policy/resource";
import { accountRules } from "../../policy/rules/accounts";
import { describeRules } from "./describeRules";
import { accountAdministers, good, policy, resource, secretArn } from "./resources";

const foreign = "999999999999";

const trust = (account: string) => ({
    Effect: "Allow",
    Principal: { Service: "scheduler.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": account } },
});
const role = (account: string) => resource(types.role, { assumeRolePolicy: policy(trust(account)) });

describeRules("the policy's rules for accounts", accountRules, {
    "policies-own-account": {
        passes: [
            [good.key(), role("123456789012")],
            [good.key(), resource(types.permission, { sourceAccount: "123456789012", sourceArn: secretArn })],
            [
                good.key(),
                resource(types.rolePolicy, { policy: policy({ Resource: "arn:aws:s3:::bucket-999999999999" }) }),
            ],
        ],
        fails: [
            [
                [
                    good.key({
                        policy: policy(accountAdministers, {
                            ...accountAdministers,
                            Principal: { AWS: `arn:aws:iam::${foreign}:root` },
                        }),
                    }),
                ],
                `policy: ${foreign}: must be the stack's account`,
            ],
            [
                [
                    good.key({
                        policy: policy(accountAdministers, { ...accountAdministers, Principal: { AWS: foreign } }),
                    }),
                ],
                `policy: ${foreign}: must be the stack's account`,
            ],
            [[good.key(), role(foreign)], `assumeRolePolicy: ${foreign}: must be the stack's account`],
            [
                [good.key({ arn: undefined }), role("123456789012"), role(foreign)],
                `assumeRolePolicy: ${foreign}: must be the stack's account`,
            ],
            [
                [good.key(), good.alarm({ okActions: [`arn:aws:sns:us-east-1:${foreign}:theirs`] })],
                `okActions: ${foreign}: must be the stack's account`,
            ],
            [
                [
                    good.key(),
                    resource(types.eventSubscription, { snsTopic: `arn:aws:sns:us-east-1:${foreign}:theirs` }),
                ],
                `snsTopic: ${foreign}: must be the stack's account`,
            ],
            [
                [good.key(), resource(types.permission, { sourceAccount: foreign, sourceArn: secretArn })],
                `sourceAccount: ${foreign}: must be the stack's account`,
            ],
            [
                [
                    good.key(),
                    resource(types.role, {
                        inlinePolicies: [{ policy: policy({ Resource: `arn:aws:kms:us-east-1:${foreign}:key/1` }) }],
                    }),
                ],
                `inlinePolicies: ${foreign}: must be the stack's account`,
            ],
        ],
    },
});
