import { createHash } from "node:crypto";
import { type Partition, partitionOf } from "../settings/aws/regions";

/** A request to create a resource. */
export interface ResourceRequest {
    readonly type: string;
    /** The logical name. */
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly region: string;
    readonly accountId: string;
}

/** A resource's id, and the outputs that are not among its inputs. */
export interface ComputedOutputs {
    readonly id: string;
    readonly computed: Readonly<Record<string, unknown>>;
}

/** A request with helpers for names, ids and ARNs in AWS's own form. They are the same at every run. */
export class OutputRequest {
    constructor(private readonly request: ResourceRequest) {}

    /**
     * An input that must be text.
     *
     * @throws if it is not.
     */
    text(key: string): string {
        const value = this.request.inputs[key];
        if (typeof value !== "string") {
            throw new Error(`${this.request.type} (${this.request.name}): ${key}: ${String(value)}: must be text`);
        }
        return value;
    }

    /** The name that the program passes, or one that Pulumi or the provider would generate. */
    physicalName(key = "name"): string {
        const { inputs, name } = this.request;
        if (inputs[key] !== undefined) {
            return this.text(key);
        }
        return inputs.namePrefix === undefined ? `${name}-${this.hex(7)}` : `${this.text("namePrefix")}${this.hex(26)}`;
    }

    /** Hexadecimal digits that depend on the resource's type and logical name. */
    hex(length: number): string {
        const { type, name } = this.request;
        return createHash("sha256").update(`${type} ${name}`).digest("hex").slice(0, length);
    }

    /** An id of EC2's form, for instance `vpc-0123456789abcdef0`. */
    ec2Id(prefix: string): string {
        return `${prefix}-${this.hex(17)}`;
    }

    arn(service: string, resource: string): string {
        const { region, accountId } = this.request;
        return `arn:${this.partition.id}:${service}:${region}:${accountId}:${resource}`;
    }

    /** The ARN of a resource that is global in its partition. */
    globalArn(service: string, resource: string): string {
        return `arn:${this.partition.id}:${service}::${this.request.accountId}:${resource}`;
    }

    uuid(): string {
        const hex = this.hex(32);
        return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
    }

    /**
     * The name of an RDS endpoint: `<identifier>.<unique>.us-east-1.rds.amazonaws.com`, and in China
     * `<identifier>.<unique>.rds.cn-north-1.amazonaws.com.cn` (`RdsUtils.java` of aws-advanced-jdbc-wrapper).
     */
    rdsEndpoint(prefix: string): string {
        const { region } = this.request;
        const { id, dnsSuffix } = this.partition;
        const place = id === "aws-cn" ? `rds.${region}` : `${region}.rds`;
        return `${prefix}.${place}.${dnsSuffix}`;
    }

    private get partition(): Partition {
        return partitionOf(this.request.region);
    }
}

/** The outputs of a resource that AWS identifies by its name. */
export function namedOutputs(service: string, kind: string): (request: OutputRequest) => ComputedOutputs {
    return (r) => {
        const name = r.physicalName();
        return { id: name, computed: { name, arn: r.arn(service, `${kind}${name}`) } };
    };
}

/** The outputs of an EC2 resource: an id with the kind's prefix, and an ARN. */
export function ec2Outputs(prefix: string, kind: string): (request: OutputRequest) => ComputedOutputs {
    return (r) => {
        const id = r.ec2Id(prefix);
        return { id, computed: { arn: r.arn("ec2", `${kind}/${id}`) } };
    };
}
