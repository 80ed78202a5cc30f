import { actions } from "./providerActions";
import type { ResourceTypes } from "./resourceType";
import { words } from "./words";

/** KMS's keys and their names. */
export const kms = {
    keyAlias: {
        token: "aws:kms/alias:Alias",
        required: words("targetKeyId"),
        autoName: "name",
        replacedBy: words("name namePrefix"),
        updatedBy: words("targetKeyId"),
        taggable: false,
        freeBecause: "a name of its key",
        // The policy of the key itself says who may use it.
        policy: "harmless",
        actions: actions("kms", {
            create: "CreateAlias",
            read: "ListAliases",
            update: "UpdateAlias",
            delete: "DeleteAlias",
        }),
        outputs: (r) => ({ id: r.text("name"), computed: { arn: r.arn("kms", r.text("name")) } }),
    },
    key: {
        token: "aws:kms/key:Key",
        replacedBy: words("customKeyStoreId customerMasterKeySpec keyUsage multiRegion"),
        updatedBy: words("deletionWindowInDays description enableKeyRotation policy tags"),
        taggable: true,
        policy: "ruled",
        actions: actions("kms", {
            create: "CreateKey EnableKeyRotation TagResource",
            read: "DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags",
            update: "EnableKeyRotation UpdateKeyDescription PutKeyPolicy TagResource UntagResource",
            delete: "ScheduleKeyDeletion",
        }),
        outputs: (r) => ({ id: r.uuid(), computed: { keyId: r.uuid(), arn: r.arn("kms", `key/${r.uuid()}`) } }),
    },
} satisfies ResourceTypes;
