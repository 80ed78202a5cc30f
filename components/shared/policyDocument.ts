import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** One statement of an IAM policy, in AWS's own element names. Its values may be outputs. */
export type PolicyStatement = aws.iam.PolicyStatement;

/** A policy of these statements, in this order, as the JSON text that resources take. */
export function policyDocument(...statements: readonly PolicyStatement[]): pulumi.Output<string> {
    return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}

/**
 * A trust policy that lets one AWS service assume a role.
 *
 * @param service the service's principal, for instance `lambda.amazonaws.com`.
 * @param condition narrows the service to this account, and to the resources that it acts for where it says them. Without
 *   it, somebody in another account could have the service act with the role.
 */
export function trustPolicy(service: string, condition: PolicyStatement["Condition"]): pulumi.Output<string> {
    return policyDocument({
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        Condition: condition,
    });
}
