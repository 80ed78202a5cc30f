import { contains, parseCidr } from "../../../settings/cidr";
import { evaluate } from "../../../tools/local/iam/evaluate";
import { parsePolicy } from "../../../tools/local/iam/policy";
import { parameterProblem } from "./parameterGroup";
import type { SecretVersions } from "./secretVersions";
import type { StoredResource } from "./stored";
import type { ResourceName } from "./urn";
import { isObject, type Properties } from "./wire";

/** The account's state at the time of a request. */
export interface Existing {
    readonly all: readonly StoredResource[];
    readonly secretVersions: SecretVersions;
}

/** @throws AWS's error if the resource cannot be created in the current state. */
export function refuseCreation({ type, urn }: ResourceName, inputs: Properties, existing: Existing): void {
    for (const id of networkIds(inputs)) {
        if (!existing.all.some((resource) => resource.id === id)) {
            throw new Error(`${urn}: ${id}: NotFound: there is no such resource`);
        }
    }
    const problem = rules[type]?.(inputs, existing);
    if (problem !== undefined) {
        throw new Error(`${urn}: ${problem}`);
    }
}

/** @throws AWS's error if the resource cannot be changed in place. */
export function refuseUpdate({ type, urn, state }: StoredResource, news: Properties, { all }: Existing): void {
    if (type === "aws:rds/subnetGroup:SubnetGroup") {
        const networks = new Set([state, news].flatMap(({ subnetIds }) => networksOf(subnetIds, all)));
        if (networks.size > 1) {
            throw new Error(`${urn}: InvalidParameterValue: The new Subnets are not in the same Vpc as the existing`);
        }
    }
    const range = type === instanceType ? withoutRange(news, all) : undefined;
    const problem = type === groupType ? parameterProblem(news) : range;
    if (problem !== undefined) {
        throw new Error(`${urn}: ${problem}`);
    }
}

const instanceType = "aws:rds/clusterInstance:ClusterInstance";
const groupType = "aws:rds/clusterParameterGroup:ClusterParameterGroup";

/** RDS's error for a serverless instance in a cluster without a range. */
function withoutRange({ clusterIdentifier, instanceClass }: Properties, all: readonly StoredResource[]) {
    const cluster = all.find(({ type, id }) => type === "aws:rds/cluster:Cluster" && id === clusterIdentifier);
    return instanceClass === "db.serverless" && cluster?.state.serverlessv2ScalingConfiguration === undefined
        ? "InvalidDBClusterStateFault: Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance."
        : undefined;
}

/** The VPCs of subnets. */
function networksOf(subnetIds: unknown, all: readonly StoredResource[]): unknown[] {
    const ids: readonly unknown[] = Array.isArray(subnetIds) ? subnetIds : [];
    return all.filter(({ id }) => ids.includes(id)).map(({ state }) => state.vpcId);
}

/** The ids of VPCs, subnets, route tables and security groups that the inputs name. */
function networkIds(value: unknown): string[] {
    if (isObject(value)) {
        return Object.values(value).flatMap(networkIds);
    }
    return typeof value === "string" && /^(vpc|subnet|rtb|sg)-[0-9a-f]{17}$/.test(value) ? [value] : [];
}

const rules: Readonly<Record<string, (inputs: Properties, existing: Existing) => string | undefined>> = {
    // https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
    "aws:appautoscaling/policy:Policy": ({ resourceId }, { all }) =>
        all.some(({ type, id }) => type === "aws:appautoscaling/target:Target" && id === resourceId)
            ? undefined
            : `ObjectNotFoundException: No scalable target registered for resource ID: ${String(resourceId)}`,
    "aws:appautoscaling/target:Target": ({ resourceId, minCapacity, maxCapacity }, { all }) => {
        if (!all.some(({ type, id }) => type === "aws:rds/cluster:Cluster" && `cluster:${id}` === resourceId)) {
            return `ValidationException: there is no ${String(resourceId)}`;
        }
        return Number(minCapacity) <= Number(maxCapacity)
            ? undefined
            : "ValidationException: Maximum capacity cannot be less than minimum capacity";
    },
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupSelection.html
    "aws:backup/selection:Selection": ({ iamRoleArn }, { all }) =>
        all.some(({ type, state }) => type === "aws:iam/rolePolicy:RolePolicy" && mayFindResources(state, iamRoleArn))
            ? undefined
            : "InvalidParameterValueException: IAM Role is not authorized to call tag:GetResources",
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": ({ backupVaultName }, { all }) =>
        all.some(({ type, id }) => type === "aws:backup/vault:Vault" && id === backupVaultName)
            ? undefined
            : `ResourceNotFoundException: there is no vault ${String(backupVaultName)}`,
    "aws:ec2/subnet:Subnet": ({ vpcId, cidrBlock }, { all }) =>
        all.some(
            ({ type, state }) =>
                type === "aws:ec2/subnet:Subnet" && state.vpcId === vpcId && overlap(state.cidrBlock, cidrBlock),
        )
            ? `InvalidSubnet.Conflict: ${String(cidrBlock)} conflicts with another subnet`
            : undefined,
    // https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html, and the message as AWS's users quote it.
    "aws:ec2/vpcEndpoint:VpcEndpoint": ({ vpcId, serviceName, privateDnsEnabled }, { all }) => {
        const isConflict = ({ type, state }: StoredResource) =>
            type === "aws:ec2/vpcEndpoint:VpcEndpoint" &&
            state.vpcId === vpcId &&
            state.serviceName === serviceName &&
            state.privateDnsEnabled === true;
        const [, , region, service] = String(serviceName).split(".");
        return privateDnsEnabled === true && all.some(isConflict)
            ? `InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for ` +
                  `${String(service)}.${String(region)}.amazonaws.com in the VPC ${String(vpcId)}`
            : undefined;
    },
    "aws:lambda/function:Function": ({ role }, { all }) =>
        all.some(({ type, state }) => type === "aws:iam/rolePolicy:RolePolicy" && mayMakeInterfaces(state, role))
            ? undefined
            : "InvalidParameterValueException: the role has no permission to call CreateNetworkInterface on EC2",
    "aws:lambda/permission:Permission": ({ function: name }, { all }) =>
        all.some(({ type, id }) => type === "aws:lambda/function:Function" && id === name)
            ? undefined
            : `ResourceNotFoundException: there is no function ${String(name)}`,
    [instanceType]: (instance, { all }) =>
        all.some(({ type, id }) => type === "aws:rds/cluster:Cluster" && id === instance.clusterIdentifier)
            ? withoutRange(instance, all)
            : `DBClusterNotFoundFault: there is no cluster ${String(instance.clusterIdentifier)}`,
    [groupType]: parameterProblem,
    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBClusterEndpoint.html
    "aws:rds/clusterEndpoint:ClusterEndpoint": ({ clusterIdentifier, staticMembers }, { all }) => {
        const members: readonly unknown[] = Array.isArray(staticMembers) ? staticMembers : [];
        const isInstance = (member: unknown) =>
            all.some(({ id, state }) => id === member && state.clusterIdentifier === clusterIdentifier);
        return members.every(isInstance) ? undefined : `DBInstanceNotFound: ${members.map(String).join(", ")}`;
    },
    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_AddRoleToDBCluster.html
    "aws:rds/clusterRoleAssociation:ClusterRoleAssociation": roleProblem,
    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateEventSubscription.html
    "aws:rds/eventSubscription:EventSubscription": ({ snsTopic, sourceType, sourceIds }, { all }) =>
        all.some(({ type, state }) => type === "aws:sns/topicPolicy:TopicPolicy" && state.arn === snsTopic) &&
        !eventSources(sourceType, sourceIds).every((source) => mayPublish(source, snsTopic, all))
            ? "SNSNoAuthorization: You do not have permission to publish to the SNS topic ARN"
            : undefined,
    "aws:secretsmanager/secretRotation:SecretRotation": ({ secretId }, { all, secretVersions }) => {
        if (!secretVersions.hasCurrent(String(secretId))) {
            return "ResourceNotFoundException: the secret has no value for the staging label AWSCURRENT";
        }
        return all.some(({ type, state }) => type.endsWith(":Permission") && state.sourceArn === secretId)
            ? undefined
            : "AccessDeniedException: Secrets Manager cannot invoke the rotation function";
    },
};

/** RDS's error for a role that the cluster has already, or that RDS may not assume for the cluster. */
function roleProblem({ dbClusterIdentifier, roleArn }: Properties, { all }: Existing): string | undefined {
    const cluster = all.find(({ type, id }) => type === "aws:rds/cluster:Cluster" && id === dbClusterIdentifier);
    if (cluster === undefined) {
        return `DBClusterNotFoundFault: there is no cluster ${String(dbClusterIdentifier)}`;
    }
    if (all.some(({ state }) => state.dbClusterIdentifier === dbClusterIdentifier && state.roleArn === roleArn)) {
        return `DBClusterRoleAlreadyExists: ${String(roleArn)}`;
    }
    const sourceArn = String(cluster.state.arn);
    const context = { "aws:SourceAccount": sourceArn.split(":")[4] ?? "", "aws:SourceArn": sourceArn };
    const principal = { service: "rds.amazonaws.com" };
    const request = { principal, action: "sts:AssumeRole", resource: String(roleArn), context };
    return all.some(
        ({ type, state }) =>
            type === "aws:iam/role:Role" &&
            state.arn === roleArn &&
            evaluate(request, {
                identity: [],
                resource: parsePolicy(String(state.assumeRolePolicy), "trust", "the role's trust"),
            }).allowed,
    )
        ? undefined
        : "InvalidParameterValue: IAM role ARN value is invalid or does not include the required permissions";
}

/** The resources in whose name RDS publishes the events of a subscription: some of a type, or all. */
function eventSources(sourceType: unknown, sourceIds: unknown): string[] {
    const ids: readonly unknown[] = Array.isArray(sourceIds) ? sourceIds : [];
    const kinds: Readonly<Record<string, string>> = {
        "db-cluster": "cluster",
        "db-instance": "db",
        "db-parameter-group": "pg",
        "db-security-group": "secgrp",
    };
    return (ids.length > 0 ? ids : ["any"]).map((id) => `${kinds[String(sourceType)] ?? "unknown"}:${String(id)}`);
}

/** Whether a topic's policy allows RDS to publish in the name of a resource of the topic's account and region. */
function mayPublish(source: string, topicArn: unknown, all: readonly StoredResource[]): boolean {
    const resource = String(topicArn);
    const [, partition, , region, accountId = ""] = resource.split(":");
    const context = {
        "aws:SourceAccount": accountId,
        "aws:SourceArn": `arn:${partition}:rds:${region}:${accountId}:${source}`,
    };
    const request = { principal: { service: "events.rds.amazonaws.com" }, action: "sns:Publish", resource, context };
    return all
        .filter(({ type, state }) => type === "aws:sns/topicPolicy:TopicPolicy" && state.arn === topicArn)
        .some(({ state }) => {
            const policy = parsePolicy(String(state.policy), "resource", "the topic's policy");
            return evaluate(request, { identity: [], resource: policy }).allowed;
        });
}

function overlap(one: unknown, other: unknown): boolean {
    const [a, b] = [parseCidr(String(one)), parseCidr(String(other))];
    return a !== undefined && b !== undefined && (contains(a, b) || contains(b, a));
}

function mayMakeInterfaces(policy: Properties, roleArn: unknown): boolean {
    return (
        String(roleArn).endsWith(`:role/${String(policy.role)}`) &&
        String(policy.policy).includes("ec2:CreateNetworkInterface")
    );
}

function mayFindResources(policy: Properties, roleArn: unknown): boolean {
    return (
        String(roleArn).endsWith(`:role/${String(policy.role)}`) && String(policy.policy).includes("tag:GetResources")
    );
}
