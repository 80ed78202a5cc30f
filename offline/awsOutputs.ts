import { createHash } from "node:crypto";
import { partitionOf, type Partition } from "../settings/aws/regions";

/** The account that the offline program deploys into: one that AWS's own documents use for examples. */
export const accountId = "123456789012";

/** What a provider is asked to make. */
export interface ResourceRequest {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly region: string;
}

/** What a provider computes: the resource's id, and what is not in the inputs. */
export interface ResourceAnswer {
    readonly id: string;
    readonly computed: Readonly<Record<string, unknown>>;
}

/**
 * What AWS would answer for a resource: ids and names of AWS's own form, the same at every run.
 *
 * @throws for a type that the program did not use before: its outputs have to be added here.
 */
export function awsOutputs(request: ResourceRequest): ResourceAnswer {
    const answer = answers[request.type];
    if (answer === undefined) {
        throw new Error(
            `${request.type} (${request.name}): no outputs are known for this type; add them to ${__filename}`,
        );
    }
    return answer(new Request(request));
}

/** Helpers over a request, so that the table below reads as AWS's documents do. */
class Request {
    constructor(private readonly request: ResourceRequest) {}

    /** An input that must be text. */
    text(key: string): string {
        const value = this.request.inputs[key];
        if (typeof value !== "string") {
            throw new Error(`${this.request.type} (${this.request.name}): ${key}: ${String(value)}: must be text`);
        }
        return value;
    }

    /** The name that was given, or one that Pulumi would make. */
    physicalName(key = "name"): string {
        const { inputs, name } = this.request;
        if (inputs[key] !== undefined) {
            return this.text(key);
        }
        return inputs.namePrefix === undefined ? `${name}-${this.hex(7)}` : `${this.text("namePrefix")}${this.hex(26)}`;
    }

    /** Hexadecimal digits that are this resource's own. */
    hex(length: number): string {
        const { type, name } = this.request;
        return createHash("sha256").update(`${type} ${name}`).digest("hex").slice(0, length);
    }

    arn(service: string, resource: string): string {
        return `arn:${this.partition.id}:${service}:${this.region}:${accountId}:${resource}`;
    }

    /** The ARN of what a service has once for all regions of the partition. */
    globalArn(service: string, resource: string): string {
        return `arn:${this.partition.id}:${service}::${accountId}:${resource}`;
    }

    uuid(): string {
        const hex = this.hex(32);
        return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
    }

    get inputs(): Readonly<Record<string, unknown>> {
        return this.request.inputs;
    }

    get region(): string {
        return this.request.region;
    }

    private get partition(): Partition {
        return partitionOf(this.region);
    }

    /**
     * The name of an RDS endpoint: `<identifier>.<unique>.us-east-1.rds.amazonaws.com`, and in China
     * `<identifier>.<unique>.rds.cn-north-1.amazonaws.com.cn` (`RdsUtils.java` of aws-advanced-jdbc-wrapper).
     */
    rdsEndpoint(prefix: string): string {
        const { id, dnsSuffix } = this.partition;
        const place = id === "aws-cn" ? `rds.${this.region}` : `${this.region}.rds`;
        return `${prefix}.${place}.${dnsSuffix}`;
    }

    get name(): string {
        return this.request.name;
    }
}

type Answer = (request: Request) => ResourceAnswer;

/** An EC2 resource: an id with the service's prefix, and an ARN. */
function ec2(prefix: string, resource: string): Answer {
    return (r) => {
        const id = `${prefix}-${r.hex(17)}`;
        return { id, computed: { arn: r.arn("ec2", `${resource}/${id}`) } };
    };
}

const nothingComputed: Answer = (r) => ({ id: r.physicalName(), computed: {} });

const answers: Readonly<Record<string, Answer>> = {
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": (r) => {
        const name = r.text("alarmName");
        return { id: name, computed: { arn: r.arn("cloudwatch", `alarm:${name}`) } };
    },
    "aws:cloudwatch/dashboard:Dashboard": (r) => {
        const name = r.text("dashboardName");
        return { id: name, computed: { dashboardArn: r.globalArn("cloudwatch", `dashboard/${name}`) } };
    },
    "aws:cloudwatch/eventRule:EventRule": (r) => {
        const name = r.physicalName();
        return { id: name, computed: { name, arn: r.arn("events", `rule/${name}`) } };
    },
    "aws:cloudwatch/eventTarget:EventTarget": (r) => ({
        id: `${r.text("rule")}-${r.text("targetId")}`,
        computed: {},
    }),
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": (r) => {
        const name = r.physicalName();
        return { id: name, computed: { name } };
    },
    "aws:cloudwatch/metricAlarm:MetricAlarm": (r) => {
        const name = r.physicalName();
        return { id: name, computed: { name, arn: r.arn("cloudwatch", `alarm:${name}`) } };
    },
    "aws:cloudwatch/logGroup:LogGroup": (r) => {
        const name = r.physicalName();
        return { id: name, computed: { name, arn: r.arn("logs", `log-group:${name}`) } };
    },
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2("sg", "security-group"),
    "aws:ec2/flowLog:FlowLog": ec2("fl", "vpc-flow-log"),
    "aws:ec2/networkAcl:NetworkAcl": ec2("acl", "network-acl"),
    "aws:ec2/securityGroup:SecurityGroup": (r) => {
        const name = r.physicalName();
        const { id, computed } = ec2("sg", "security-group")(r);
        return { id, computed: { ...computed, name } };
    },
    "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpce", "vpc-endpoint"),
    "aws:iam/role:Role": (r) => {
        const name = r.physicalName();
        return { id: name, computed: { name, arn: r.globalArn("iam", `role/${name}`) } };
    },
    "aws:iam/rolePolicy:RolePolicy": (r) => {
        const name = r.physicalName();
        return { id: `${r.text("role")}:${name}`, computed: { name } };
    },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": nothingComputed,
    "aws:kms/alias:Alias": (r) => ({ id: r.text("name"), computed: { arn: r.arn("kms", r.text("name")) } }),
    "aws:kms/key:Key": (r) => ({ id: r.uuid(), computed: { keyId: r.uuid(), arn: r.arn("kms", `key/${r.uuid()}`) } }),
    "aws:lambda/function:Function": (r) => {
        const name = r.physicalName();
        return { id: name, computed: { name, arn: r.arn("lambda", `function:${name}`) } };
    },
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": (r) => ({
        id: r.text("functionName"),
        computed: {},
    }),
    "aws:lambda/permission:Permission": (r) => ({ id: r.physicalName("statementId"), computed: {} }),
    "aws:rds/cluster:Cluster": (r) => {
        const identifier = r.text("clusterIdentifier");
        const unique = r.hex(12);
        return {
            id: identifier,
            computed: {
                arn: r.arn("rds", `cluster:${identifier}`),
                clusterResourceId: `cluster-${r.hex(26).toUpperCase()}`,
                endpoint: r.rdsEndpoint(`${identifier}.cluster-${unique}`),
                readerEndpoint: r.rdsEndpoint(`${identifier}.cluster-ro-${unique}`),
                engineVersionActual: "15.18",
                masterUserSecrets: [
                    {
                        kmsKeyId: r.text("masterUserSecretKmsKeyId"),
                        secretArn: r.arn("secretsmanager", `secret:rds!cluster-${r.uuid()}-${r.hex(6)}`),
                        secretStatus: "active",
                    },
                ],
            },
        };
    },
    "aws:rds/clusterInstance:ClusterInstance": (r) => ({
        id: r.text("identifier"),
        computed: { arn: r.arn("rds", `db:${r.text("identifier")}`) },
    }),
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": (r) => {
        const name = r.physicalName();
        return { id: name, computed: { name, arn: r.arn("rds", `cluster-pg:${name}`) } };
    },
    "aws:rds/eventSubscription:EventSubscription": (r) => {
        const name = r.physicalName();
        return { id: name, computed: { name, arn: r.arn("rds", `es:${name}`) } };
    },
    "aws:rds/subnetGroup:SubnetGroup": (r) => {
        const name = r.physicalName();
        return { id: name, computed: { name, arn: r.arn("rds", `subgrp:${name}`) } };
    },
    "aws:scheduler/schedule:Schedule": (r) => {
        const name = r.physicalName();
        return { id: `default/${name}`, computed: { name, arn: r.arn("scheduler", `schedule/default/${name}`) } };
    },
    "aws:secretsmanager/secret:Secret": (r) => {
        const name = r.physicalName();
        const arn = r.arn("secretsmanager", `secret:${name}-${r.hex(6)}`);
        return { id: arn, computed: { name, arn } };
    },
    "aws:secretsmanager/secretPolicy:SecretPolicy": (r) => ({ id: r.text("secretArn"), computed: {} }),
    "aws:secretsmanager/secretRotation:SecretRotation": (r) => ({
        id: r.text("secretId"),
        computed: { rotationEnabled: true },
    }),
    "aws:secretsmanager/secretVersion:SecretVersion": (r) => ({
        id: `${r.text("secretId")}|${r.uuid()}`,
        computed: { versionId: r.uuid(), arn: r.text("secretId") },
    }),
    "aws:sns/topic:Topic": (r) => {
        const arn = r.arn("sns", r.physicalName());
        return { id: arn, computed: { arn } };
    },
    "aws:sns/topicPolicy:TopicPolicy": (r) => ({ id: r.text("arn"), computed: {} }),
    "aws:sns/topicSubscription:TopicSubscription": (r) => {
        const arn = `${r.text("topic")}:${r.uuid()}`;
        return { id: arn, computed: { arn } };
    },
    "aws:ssm/parameter:Parameter": (r) => ({
        id: r.text("name"),
        computed: { arn: r.arn("ssm", `parameter${r.text("name")}`), version: 1 },
    }),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ec2("sgr", "security-group-rule"),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ec2("sgr", "security-group-rule"),
};
