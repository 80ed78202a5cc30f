import { types } from "../../policy/resource";
import { databaseEventRules } from "../../policy/rules/databaseEvents";
import { unknownValue } from "../../policy/values";
import { describeRules } from "./describeRules";
import { type Changes, good, policy, resource } from "./resources";

const subscription = (sourceType: string, eventCategories: readonly unknown[], changes: Changes = {}) =>
    resource(types.eventSubscription, { sourceType, eventCategories, ...changes });
const cluster = subscription("db-cluster", ["failover", "failure", "maintenance"]);
const others = [
    subscription("db-instance", ["configuration change", "failure", "maintenance"]),
    subscription("db-parameter-group", []),
    subscription("db-security-group", ["configuration change", "failure"]),
];
/** A subscription to all events of these sources. */
const ofSources = (sourceType: string, ...sourceIds: readonly string[]) => subscription(sourceType, [], { sourceIds });
const noneOfCluster = "event subscription: none to db-cluster for maintenance, failure: must have one";

const snsTopic = "arn:aws:sns:us-east-1:123456789012:notifications";
/** A topic's policy that allows RDS to publish in the name of these ARNs, or of any. */
const allowing = (sourceArns: readonly string[] | undefined, service = "events.rds.amazonaws.com") =>
    resource(types.topicPolicy, {
        arn: snsTopic,
        policy: policy({
            Effect: "Allow",
            Principal: { Service: service },
            Action: "sns:Publish",
            Resource: snsTopic,
            Condition: {
                StringEquals: { "aws:SourceAccount": "123456789012" },
                ...(sourceArns && { ArnLike: { "aws:SourceArn": sourceArns } }),
            },
        }),
    });
const rds = (part: string) => `arn:aws:rds:us-east-1:123456789012:${part}`;
const toTopic = (sourceType: string, changes: Changes = {}) => subscription(sourceType, [], { snsTopic, ...changes });
const notAllowed = (source: string) =>
    `snsTopic: its policy does not allow events of ${source}: must allow events.rds.amazonaws.com to publish`;

describeRules("the policy's rules for RDS's events", databaseEventRules, {
    "database-events-watched": {
        passes: [
            [good.cluster(), cluster, ...others],
            [good.cluster(), subscription("db-cluster", ["failure", unknownValue]), ...others],
            [good.cluster(), ofSources("db-cluster", "other", "database"), ...others],
            [
                good.cluster(),
                good.instance(),
                good.instance({ identifier: "database-1" }),
                cluster,
                ofSources("db-instance", "database-0"),
                ofSources("db-instance", "database-1"),
                ...others.slice(1),
            ],
        ],
        fails: [
            [[good.cluster(), ...others], noneOfCluster],
            [[good.cluster(), subscription("db-cluster", ["failure"]), ...others], noneOfCluster],
            [
                [good.cluster(), subscription("db-cluster", ["failure", "maintenance"], { enabled: false }), ...others],
                noneOfCluster,
            ],
            [[good.cluster(), ofSources("db-cluster", "other"), ...others], noneOfCluster],
            [
                [
                    good.cluster(),
                    good.instance(),
                    good.instance({ identifier: "database-1" }),
                    cluster,
                    ofSources("db-instance", "database-0"),
                    ...others.slice(1),
                ],
                "event subscription: none to db-instance for maintenance, configuration change, failure: must have one",
            ],
            [
                [good.cluster(), cluster, ...others.slice(0, 2), ofSources("db-security-group", "other")],
                "event subscription: none to db-security-group for configuration change, failure: must have one",
            ],
        ],
    },
    "database-events-admitted": {
        passes: [
            [toTopic("db-cluster"), allowing([rds("*")])],
            [toTopic("db-instance", { sourceIds: ["database-0"] }), allowing([rds("cluster:*"), rds("db:database-?")])],
            [toTopic("db-security-group"), allowing([rds("secgrp:*")])],
            [toTopic("db-parameter-group"), allowing(undefined)],
            // SNS's default policy of a topic allows the account's RDS to publish.
            [toTopic("db-cluster")],
            [toTopic("db-cluster", { snsTopic: `${snsTopic}-2` }), allowing([])],
        ],
        fails: [
            [[toTopic("db-cluster"), allowing([rds("es:*")])], notAllowed("cluster:any")],
            [
                [toTopic("db-instance", { sourceIds: ["database-0"] }), allowing([rds("db:other-*")])],
                notAllowed("db:database-0"),
            ],
            [[toTopic("db-security-group"), allowing([rds("cluster:*")])], notAllowed("secgrp:any")],
            [
                [toTopic("db-cluster"), allowing(["arn:aws:cloudwatch:us-east-1:123456789012:*"])],
                notAllowed("cluster:any"),
            ],
            [[toTopic("db-cluster"), allowing([rds("*")], "cloudwatch.amazonaws.com")], notAllowed("cluster:any")],
        ],
    },
});
