import * as pulumi from "@pulumi/pulumi";
import { createConnectionRules } from "../../../components/aurora/clientAccess";
import { Network } from "../../../components/network/network";
import type { ProgramRun } from "../../../offline/runProgram";
import type { Settings } from "../../../settings";
import { kindOf, ofKind } from "../../program/resources";

/** Creates the network of the settings, and one client that reaches the database and the endpoints. */
export async function createNetwork({ network: args }: Settings): Promise<unknown> {
    const network = await Network.create("network", args);
    const { vpcId, databaseSubnetIds, databaseZones, functionSubnetIds, endpointAccess } = network;
    const rules = { clientGroupId: "sg-client", databaseGroupId: "sg-database", port: args.port, endpointAccess };
    createConnectionRules("client", rules, network);
    return { subnets: pulumi.output({ vpcId, databaseSubnetIds, databaseZones, functionSubnetIds }) };
}

/** The kinds of the created resources, sorted. */
export function kinds(run: ProgramRun): string[] {
    return run.resources.map(kindOf).sort();
}

/** The inputs of all rules: those for going out, then those for coming in. */
export function rules(run: ProgramRun): unknown[] {
    return [...ofKind(run, "SecurityGroupEgressRule"), ...ofKind(run, "SecurityGroupIngressRule")].map(
        ({ inputs }) => inputs,
    );
}

/** One TCP port, as a rule names it. */
export function tcp(port: number): object {
    return { ipProtocol: "tcp", fromPort: port, toPort: port };
}

/** The rules by which the client of {@link createNetwork} reaches the database: out of its group, into the other. */
export const databaseRules: readonly object[] = [
    { securityGroupId: "sg-client", referencedSecurityGroupId: "sg-database", ...tcp(5432) },
    { securityGroupId: "sg-database", referencedSecurityGroupId: "sg-client", ...tcp(5432) },
];
