import { actions } from "./providerActions";
import type { ResourceTypes } from "./resourceType";
import { words } from "./words";

/** SNS's topics, their policies and subscriptions. */
export const sns = {
    topic: {
        token: "aws:sns/topic:Topic",
        autoName: "name",
        replacedBy: words("fifoTopic name namePrefix"),
        updatedBy: words("kmsMasterKeyId tags"),
        taggable: true,
        policy: "ruled",
        actions: actions("sns", {
            create: "CreateTopic SetTopicAttributes TagResource",
            read: "GetTopicAttributes ListTagsForResource",
            update: "SetTopicAttributes TagResource UntagResource",
            delete: "DeleteTopic",
        }),
        outputs: (r) => {
            const arn = r.arn("sns", r.physicalName());
            return { id: arn, computed: { arn } };
        },
    },
    topicPolicy: {
        token: "aws:sns/topicPolicy:TopicPolicy",
        required: words("arn policy"),
        replacedBy: words("arn"),
        updatedBy: words("policy"),
        taggable: false,
        freeBecause: "a part of its topic",
        policy: "ruled",
        actions: actions("sns", {
            create: "SetTopicAttributes",
            read: "GetTopicAttributes",
            update: "SetTopicAttributes",
            delete: "SetTopicAttributes",
        }),
        outputs: (r) => ({ id: r.text("arn"), computed: {} }),
    },
    topicSubscription: {
        token: "aws:sns/topicSubscription:TopicSubscription",
        required: words("endpoint protocol topic"),
        replacedBy: words("endpoint protocol topic"),
        taggable: false,
        policy: "ruled",
        actions: actions("sns", {
            create: "Subscribe",
            read: "GetSubscriptionAttributes",
            update: "SetSubscriptionAttributes",
            delete: "Unsubscribe",
        }),
        outputs: (r) => {
            const arn = `${r.text("topic")}:${r.uuid()}`;
            return { id: arn, computed: { arn } };
        },
    },
} satisfies ResourceTypes;
