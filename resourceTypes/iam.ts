import { actions } from "./providerActions";
import type { ResourceTypes } from "./resourceType";
import { words } from "./words";

const freeBecause = "IAM is free";

/** IAM's roles and policies. */
export const iam = {
    role: {
        token: "aws:iam/role:Role",
        required: words("assumeRolePolicy"),
        autoName: "name",
        replacedBy: words("name namePrefix path"),
        updatedBy: words("assumeRolePolicy description permissionsBoundary tags"),
        taggable: true,
        freeBecause,
        policy: "ruled",
        actions: actions("iam", {
            create: "CreateRole TagRole",
            read: "GetRole ListRolePolicies GetRolePolicy ListAttachedRolePolicies",
            update: "UpdateAssumeRolePolicy UpdateRoleDescription PutRolePermissionsBoundary TagRole UntagRole",
            delete: "ListInstanceProfilesForRole DeleteRole",
        }),
        outputs: (r) => {
            const name = r.physicalName();
            return { id: name, computed: { name, arn: r.globalArn("iam", `role/${name}`) } };
        },
    },
    rolePolicy: {
        token: "aws:iam/rolePolicy:RolePolicy",
        required: words("policy role"),
        autoName: "name",
        replacedBy: words("name namePrefix role"),
        updatedBy: words("policy"),
        keeps: { role: "aws:iam/role:Role" },
        taggable: false,
        freeBecause,
        policy: "ruled",
        actions: actions("iam", {
            create: "PutRolePolicy",
            read: "GetRolePolicy",
            update: "PutRolePolicy",
            delete: "DeleteRolePolicy",
        }),
        outputs: (r) => {
            const name = r.physicalName();
            return { id: `${r.text("role")}:${name}`, computed: { name } };
        },
    },
    rolePolicyAttachment: {
        token: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        required: words("policyArn role"),
        replacedBy: words("policyArn role"),
        keeps: { role: "aws:iam/role:Role" },
        taggable: false,
        freeBecause,
        policy: "ruled",
        actions: actions("iam", {
            create: "AttachRolePolicy",
            read: "ListAttachedRolePolicies",
            update: "",
            delete: "DetachRolePolicy",
        }),
        outputs: (r) => ({ id: r.physicalName(), computed: {} }),
    },
} satisfies ResourceTypes;
