import type * as pulumi from "@pulumi/pulumi";

/**
 * A resource transformation that gives every role a permissions boundary: the most that the role may do, whatever its
 * policies say (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html).
 *
 * @param policyArn the policy's ARN. Undefined leaves every role as it is.
 */
export function permissionsBoundary(policyArn: string | undefined): pulumi.ResourceTransformation {
    return ({ type, props, opts }) =>
        policyArn !== undefined && type === "aws:iam/role:Role"
            ? { props: { ...props, permissionsBoundary: policyArn }, opts }
            : { props, opts };
}
