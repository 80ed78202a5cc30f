import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A statement of an IAM policy, with AWS's element names. Its values may be outputs. */
export type PolicyStatement = aws.iam.PolicyStatement;

/** The JSON text of a policy with these statements, in this order. */
export function policyDocument(...statements: readonly PolicyStatement[]): pulumi.Output<string> {
    return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}

/**
 * A trust policy that allows one AWS service to assume a role.
 *
 * @param service the service's principal, for instance `lambda.amazonaws.com`.
 * @param condition restricts the service to this account and, if the service supports it, to certain resources. Without
 *   it, another account could make the service use the role.
 */
export function trustPolicy(service: string, condition: PolicyStatement["Condition"]): pulumi.Output<string> {
    return policyDocument({
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        Condition: condition,
    });
}
