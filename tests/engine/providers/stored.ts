import type { ResourceName } from "./urn";
import type { Properties } from "./wire";

/** A resource of the account. */
export interface StoredResource extends ResourceName {
    readonly id: string;
    /** The number of earlier resources with its URN. */
    readonly generation: number;
    /** Inputs and computed outputs. */
    readonly state: Properties;
}

/** Types with a generated id whose name must also be unique; a security group's within its VPC. */
const uniquelyNamed = ["aws:secretsmanager/secret:Secret", "aws:ec2/securityGroup:SecurityGroup"];

/** Whether a resource has the name of a new one of a type in which names are unique. */
export function hasSameName(other: StoredResource, type: string, { name, vpcId }: Properties): boolean {
    return (
        uniquelyNamed.includes(type) &&
        other.type === type &&
        name !== undefined &&
        other.state.name === name &&
        other.state.vpcId === vpcId
    );
}
