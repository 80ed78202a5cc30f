import type { ExistingVpcArgs, VpcByIdsArgs, VpcByStackArgs } from "../components/network/types";
import type { Configuration } from "./configReader";

/** Reads and checks an existing VPC, given by ids or by another stack. Undefined if neither is configured. */
export function readExistingVpc(config: Configuration): ExistingVpcArgs | undefined {
    const byIds = readIds(config);
    const byStack = readStack(config);
    config.require(
        "networkStack",
        byIds === undefined || byStack === undefined,
        "the VPC is given by vpcId already; remove one of them",
    );
    return byIds ?? byStack;
}

function readIds(config: Configuration): VpcByIdsArgs | undefined {
    const vpcId = config.text("vpcId");
    const functionSubnetIds = config.list("functionSubnetIds");
    const databaseSubnetIds = config.list("databaseSubnetIds");
    if (vpcId === "") {
        for (const [key, ids] of Object.entries({ functionSubnetIds, databaseSubnetIds })) {
            config.require(key, ids.length === 0, "is only for an existing VPC; remove it, or set vpcId");
        }
        return undefined;
    }
    config.require(
        "vpcId",
        /^vpc-[0-9a-f]{8,17}$/.test(vpcId),
        "must be the id of a VPC, for instance vpc-0123456789abcdef0",
    );
    requireSubnets(config, "functionSubnetIds", functionSubnetIds, 1);
    requireSubnets(config, "databaseSubnetIds", databaseSubnetIds, 2);
    config.require(
        "functionSubnetIds",
        !functionSubnetIds.some((id) => databaseSubnetIds.includes(id)),
        "has a subnet that databaseSubnetIds has too; give the functions subnets of their own",
        "databaseSubnetIds",
    );
    return { kind: "existingIds", vpcId, functionSubnetIds, databaseSubnetIds };
}

function requireSubnets(config: Configuration, key: string, ids: readonly string[], least: number): void {
    const valid = ids.every((id) => /^subnet-[0-9a-f]{8,17}$/.test(id)) && new Set(ids).size === ids.length;
    config.require(
        key,
        valid && ids.length >= least,
        `an existing VPC needs ${least} or more different ids of subnets here; list them, for instance subnet-0123456789abcdef0`,
    );
}

function readStack(config: Configuration): VpcByStackArgs | undefined {
    const stack = config.text("networkStack");
    const outputs = {
        vpcId: readOutput(config, "networkStackVpcId"),
        functionSubnetIds: readOutput(config, "networkStackFunctionSubnetIds"),
        databaseSubnetIds: readOutput(config, "networkStackDatabaseSubnetIds"),
    };
    config.require(
        "networkStack",
        stack === "" || /^[\w.-]+\/[\w.-]+\/[\w.-]+$/.test(stack),
        "must be the full name of a stack; write it as organization/project/stack",
    );
    return stack === "" ? undefined : { kind: "existingStack", stack, outputs };
}

function readOutput(config: Configuration, key: string): string {
    const name = config.text(key);
    config.require(key, name !== "", "an output needs a name; set it to the name of the other stack's output");
    return name;
}
