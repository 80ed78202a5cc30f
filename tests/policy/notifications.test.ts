import { type Resource, types } from "../../policy/resource";
import { notificationRules } from "../../policy/rules/notifications";
import { unknownValue } from "../../policy/values";
import { describeRules } from "./describeRules";
import { type Changes, good, policy, resource } from "./resources";

const mayPublish = {
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: "sns:Publish",
    Resource: "arn:aws:sns:us-east-1:123456789012:notifications",
    Condition: {
        StringEquals: { "AWS:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:database-*" },
    },
};
const topicPolicy = (...statements: readonly object[]) => [
    resource(types.topicPolicy, { policy: policy(...statements) }),
];
const told = (protocol: string) => resource(types.topicSubscription, { protocol });
const composite = (changes: Changes = {}) =>
    resource(types.compositeAlarm, {
        alarmActions: ["arn:aws:sns:us-east-1:123456789012:notifications"],
        alarmDescription: "It is away. Runbook: https://wiki.example.com/runbook#unavailable",
        alarmRule: 'ALARM("database-slow") OR ALARM("database-silent")',
        ...changes,
    });
const silent = good.alarm({ alarmActions: [], name: "database-silent" });

describeRules("the policy's rules for notifications", notificationRules, {
    "topic-policy-names-sources": {
        passes: [topicPolicy(mayPublish)],
        fails: [
            [
                topicPolicy({ ...mayPublish, Principal: { AWS: "*" } }),
                "policy: *: must be a service, for an account and an ARN",
            ],
            [
                topicPolicy({ ...mayPublish, Principal: { Service: "sns", AWS: "1" }, Condition: undefined }),
                "policy: sns,1: must be a service, for an account and an ARN",
            ],
            [
                topicPolicy(mayPublish, {
                    ...mayPublish,
                    Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
                }),
                "policy: cloudwatch.amazonaws.com: must be a service, for an account and an ARN",
            ],
            [
                topicPolicy({ ...mayPublish, Principal: { AWS: "arn:aws:iam::999999999999:root" } }),
                "policy: arn:aws:iam::999999999999:root: must be a service, for an account and an ARN",
            ],
            [
                topicPolicy({ ...mayPublish, Principal: "*", Condition: { StringLike: { "aws:SourceArn": "*" } } }),
                "policy: *: must be a service, for an account and an ARN",
            ],
            [
                topicPolicy({
                    ...mayPublish,
                    Condition: { ...mayPublish.Condition, StringEquals: { "aws:SourceAccount": "*" } },
                }),
                "policy: cloudwatch.amazonaws.com: must be a service, for an account and an ARN",
            ],
            [
                [resource(types.topic, { policy: policy({ ...mayPublish, Principal: { AWS: "*" } }) })],
                "policy: *: must be a service, for an account and an ARN",
            ],
        ],
    },
    "topic-subscription-encrypted": {
        passes: ["email", "email-json", "https", "lambda", "sqs"].map((protocol) => [told(protocol)]),
        fails: ["http", "sms"].map((protocol) => [
            [told(protocol)],
            `protocol: ${protocol}: must be one of email, email-json, https, lambda, sqs`,
        ]),
    },
    "alarm-tells-somebody": {
        passes: [
            [good.alarm()],
            [silent, composite()],
            [silent, composite({ alarmRule: unknownValue })],
            [silent, composite({ alarmRule: 'NOT (OK(other) OR NOT ALARM( "database-silent" ))' })],
            [
                silent,
                composite({ alarmRule: `ALARM(arn:aws:cloudwatch:us-east-1:123456789012:alarm:database-silent)` }),
            ],
            [
                composite({ alarmActions: [], alarmName: "database-away" }),
                composite({ alarmRule: "ALARM(database-away)" }),
            ],
            [good.alarm({ alarmActions: [], name: unknownValue }), composite()],
        ],
        fails: [
            [[silent], "alarmActions: is empty: must be set"],
            [[silent, composite({ alarmRule: 'ALARM("database-silent-2")' })], "alarmActions: is empty: must be set"],
            ...[
                'NOT ALARM("database-silent")',
                'NOT (ALARM(other) OR ALARM("database-silent"))',
                "OK(database-silent)",
            ].map((alarmRule): [Resource[], string] => [
                [silent, composite({ alarmRule })],
                "alarmActions: is empty: must be set",
            ]),
            [
                [silent, composite({ alarmActions: [] })],
                "alarmActions: is empty: must be set",
                "alarmActions: is empty: must be set",
            ],
            [[good.alarm({ actionsEnabled: false })], "actionsEnabled: false: must not be false"],
        ],
    },
    "alarm-missing-data": {
        passes: [[good.alarm()]],
        fails: [[[good.alarm({ treatMissingData: undefined })], "treatMissingData: is empty: must be set"]],
    },
    "alarm-runbook": {
        passes: [
            [good.alarm(), composite()],
            [good.alarm({ alarmDescription: "It is slow. Runbook: https://wiki.example.com/database#cpu" })],
        ],
        fails: [
            ...["docs/runbook.md", "# slow", "docs/runbook.md#slow or ask"].map((end): [Resource[], string] => [
                [good.alarm({ alarmDescription: `It is slow. Runbook: ${end}` })],
                `alarmDescription: It is slow. Runbook: ${end}: must end with a link to a section of the runbook`,
            ]),
            [
                [good.alarm({ alarmDescription: "It is slow. See the runbook." })],
                "alarmDescription: It is slow. See the runbook.: must end with a link to a section of the runbook",
            ],
            [
                [composite({ alarmDescription: undefined })],
                "alarmDescription: is empty: must end with a link to a section of the runbook",
            ],
        ],
    },
});
