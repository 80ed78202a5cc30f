import { namedOutputs } from "./outputs";
import { actions } from "./providerActions";
import type { ResourceTypes } from "./resourceType";
import { words } from "./words";

/** EventBridge's rules and their targets. */
export const events = {
    eventRule: {
        token: "aws:cloudwatch/eventRule:EventRule",
        schema: "events/rule.go",
        autoName: "name",
        replacedBy: words("eventBusName name namePrefix"),
        updatedBy: words("description eventPattern tags"),
        taggable: true,
        freeBecause: "events of AWS's own services are free",
        policy: "ruled",
        actions: actions("events", {
            create: "PutRule TagResource",
            read: "DescribeRule ListTagsForResource",
            update: "PutRule TagResource UntagResource",
            delete: "DeleteRule",
        }),
        outputs: namedOutputs("events", "rule/"),
    },
    eventTarget: {
        token: "aws:cloudwatch/eventTarget:EventTarget",
        schema: "events/target.go",
        required: words("arn rule"),
        autoName: "targetId",
        replacedBy: words("eventBusName rule targetId"),
        updatedBy: words("arn input retryPolicy"),
        keeps: { rule: "aws:cloudwatch/eventRule:EventRule" },
        taggable: false,
        freeBecause: "a part of its rule",
        policy: "ruled",
        actions: actions("events", {
            create: "PutTargets",
            read: "ListTargetsByRule",
            update: "PutTargets",
            delete: "RemoveTargets",
        }),
        outputs: (r) => ({
            id: `${r.text("rule")}-${r.text("targetId")}`,
            computed: {},
        }),
    },
} satisfies ResourceTypes;
