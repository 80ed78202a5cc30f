import { resourceTypes } from "../resourceTypes";
import { vpcComponent } from "../resourceTypes/awsxVpc";
import type { ResourceType, ResourceTypes } from "../resourceTypes/resourceType";
import { isEmpty, unknownValue } from "./values";

/** A resource as the rules see it: from a preview, from an update, or from the mocks of a test. */
export interface Resource {
    /** For instance `aws:rds/cluster:Cluster`. */
    readonly type: string;
    /** The logical name. */
    readonly name: string;
    readonly urn: string;
    /** The inputs and the known outputs. A value that a preview does not know is `unknownValue`. */
    readonly properties: Readonly<Record<string, unknown>>;
}

/** The types that rules name although the program creates no such resources. */
export const typesOfOthers = {
    olderSecurityGroupRule: "aws:ec2/securityGroupRule:SecurityGroupRule",
    policy: "aws:iam/policy:Policy",
    policyAttachment: "aws:iam/policyAttachment:PolicyAttachment",
    vpcComponent: vpcComponent.token,
};

/** The types by the names that the rules use. */
export const types = { ...tokensOf(resourceTypes), ...typesOfOthers };

function tokensOf<Name extends string>(records: Readonly<Record<Name, ResourceType>>): Readonly<Record<Name, string>>;
function tokensOf(records: ResourceTypes): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(records).map(([name, { token }]) => [name, token]));
}

/** Whether a resource is of one of the types. */
export function ofType(...wanted: readonly string[]): (resource: Resource) => boolean {
    return ({ type }) => wanted.includes(type);
}

/** Whether `awsx` creates a resource as a VPC or as a part of one. */
export function isMadeByAwsx({ urn }: Resource): boolean {
    return urn.includes(`${types.vpcComponent}$`);
}

/** A resource's id from its outputs, or the end of its ARN, or `unknownValue`. */
export function idOf({ properties: { id, arn } }: Resource): unknown {
    if (!isEmpty(id)) {
        return id;
    }
    return typeof arn === "string" ? arn.slice(arn.lastIndexOf("/") + 1) : unknownValue;
}
