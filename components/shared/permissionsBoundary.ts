import type * as pulumi from "@pulumi/pulumi";

/**
 * A resource transformation that gives every role a permissions boundary, which limits the permissions of the role's
 * policies (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html).
 *
 * @param policyArn the policy's ARN. Undefined leaves all roles unchanged.
 */
export function permissionsBoundary(policyArn: string | undefined): pulumi.ResourceTransformation {
    return ({ type, props, opts }) =>
        policyArn !== undefined && type === "aws:iam/role:Role"
            ? { props: { ...props, permissionsBoundary: policyArn }, opts }
            : { props, opts };
}
