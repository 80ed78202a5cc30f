import { actions } from "./providerActions";
import type { ResourceTypes } from "./resourceType";
import { words } from "./words";

/** Parameters of Systems Manager. */
export const ssm = {
    parameter: {
        token: "aws:ssm/parameter:Parameter",
        schema: "ssm/parameter.go",
        required: words("type"),
        autoName: "name",
        replacedBy: words("name"),
        updatedBy: words("description overwrite tags type value"),
        taggable: true,
        freeBecause: "standard parameters are free: https://aws.amazon.com/systems-manager/pricing/",
        policy: "ruled",
        actions: actions("ssm", {
            create: "PutParameter AddTagsToResource",
            read: "GetParameter DescribeParameters ListTagsForResource",
            update: "PutParameter AddTagsToResource RemoveTagsFromResource",
            delete: "DeleteParameter",
        }),
        outputs: (r) => ({
            id: r.text("name"),
            computed: { arn: r.arn("ssm", `parameter${r.text("name")}`), version: 1 },
        }),
    },
} satisfies ResourceTypes;
