import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ExistingVpcArgs, VpcByIdsArgs, VpcByStackArgs, VpcSubnets } from "./types";

/**
 * Looks up the subnets, so that the preview refuses wrong ones. Creates nothing.
 *
 * @throws RunError (in the preview) for an unknown subnet, a subnet in both lists, or database subnets in one zone
 *   only.
 */
export function lookUpVpc(name: string, args: ExistingVpcArgs, parent: pulumi.Resource): VpcSubnets {
    const ids = args.kind === "existingIds" ? configuredIds(args) : idsOfStack(name, args, parent);
    const zonesOf = (subnetIds: readonly string[]) => pulumi.all(subnetIds.map((id) => zoneOfSubnet(id, parent)));
    return {
        vpcId: ids.vpcId,
        databaseSubnetIds: ids.databaseSubnetIds,
        databaseZones: ids.databaseSubnetIds.apply((database) => zonesOf(database).apply(twoZonesOrMore)),
        functionSubnetIds: pulumi
            .all([ids.functionSubnetIds, ids.databaseSubnetIds])
            .apply(([functions, database]) => zonesOf(functions).apply(() => apart(functions, database))),
        dependencies: [],
    };
}

/** @throws RunError where AWS has no such subnet, or does not answer. */
function zoneOfSubnet(id: string, parent: pulumi.Resource): pulumi.Output<string> {
    const subnet = aws.ec2.getSubnet({ id }, { parent }).catch((error: unknown) => {
        throw new pulumi.RunError(subnetProblem(id, error instanceof Error ? error.message : String(error)));
    });
    return pulumi.output(subnet).availabilityZone;
}

/**
 * The problem with a subnet whose look-up failed. Only AWS's own answer that it has no such subnet blames the
 * configured ids: credentials that have expired, a missing permission or a network failure are no mistake of theirs.
 *
 * @param reason the provider's message.
 */
export function subnetProblem(id: string, reason: string): string {
    return /InvalidSubnetID\.|no matching EC2 Subnet/.test(reason)
        ? `subnet ${id}: the account has no such subnet in the region; correct the subnets' ids: ${reason}`
        : `subnet ${id}: the look-up failed: ${reason}`;
}

function twoZonesOrMore(zones: readonly string[]): string[] {
    const different = [...new Set(zones)];
    if (different.length < 2) {
        throw new pulumi.RunError(
            `database subnets: all are in ${different.join()}; RDS needs subnets in two availability zones or more`,
        );
    }
    return different;
}

function apart(functions: readonly string[], database: readonly string[]): string[] {
    const shared = functions.filter((id) => database.includes(id));
    if (shared.length > 0) {
        throw new pulumi.RunError(
            `function subnets: ${shared.join(", ")} is a database subnet too; give the functions subnets of their own`,
        );
    }
    return [...functions];
}

type Ids = Pick<VpcSubnets, "vpcId" | "functionSubnetIds" | "databaseSubnetIds">;

function configuredIds(args: VpcByIdsArgs): Ids {
    return {
        vpcId: pulumi.output(args.vpcId),
        functionSubnetIds: pulumi.output([...args.functionSubnetIds]),
        databaseSubnetIds: pulumi.output([...args.databaseSubnetIds]),
    };
}

function idsOfStack(name: string, { stack, outputs }: VpcByStackArgs, parent: pulumi.Resource): Ids {
    const reference = new pulumi.StackReference(`${name}-stack`, { name: stack }, { parent });
    const listOf = (output: string) =>
        reference.requireOutput(output).apply((value: unknown) => idList(value, `${stack}: output ${output}`));
    return {
        vpcId: reference
            .requireOutput(outputs.vpcId)
            .apply((value: unknown) => id(value, `${stack}: output ${outputs.vpcId}`)),
        functionSubnetIds: listOf(outputs.functionSubnetIds),
        databaseSubnetIds: listOf(outputs.databaseSubnetIds),
    };
}

function id(value: unknown, field: string): string {
    if (!isId(value)) {
        throw new pulumi.RunError(`${field}: must be one id; export the VPC's id under this name`);
    }
    return value;
}

function idList(value: unknown, field: string): string[] {
    if (!Array.isArray(value) || value.length === 0 || !value.every(isId)) {
        throw new pulumi.RunError(`${field}: must be a list of ids; export the subnets' ids under this name`);
    }
    return value;
}

function isId(value: unknown): value is string {
    return typeof value === "string" && value !== "";
}
