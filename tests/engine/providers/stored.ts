import { toRecord } from "../../../offline/toRecord";
import { resourceType } from "../../../resourceTypes";
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

/** The values that an update keeps if the program passes none. */
export function kept({ type, state }: StoredResource): Properties {
    const { optionalComputed = [] } = resourceType(type);
    return pick(state, optionalComputed);
}

/** The values of these keys, without those that are not set. */
export function pick(values: Properties, keys: readonly string[]): Properties {
    return Object.fromEntries(keys.flatMap((key) => (key in values ? [[key, values[key]]] : [])));
}

/**
 * Whether the creation changes a parameter that exists. The provider sends `overwrite` to SSM, and adds the tags
 * afterwards, because SSM takes no tags with an overwritten value.
 *
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ssm/parameter.go
 */
export function overwrites(type: string, { overwrite }: Properties): boolean {
    return type === "aws:ssm/parameter:Parameter" && overwrite === true;
}

/** The tags of a resource after new ones were added. */
export function mergedTags(before: Properties, news: Properties): Properties {
    return { ...toRecord(before.tags), ...toRecord(news.tags) };
}
