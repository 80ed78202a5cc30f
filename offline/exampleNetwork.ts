import type { MockOptions } from "./mocks";

/** What is put in the place of what cannot be known without the account. */
export interface ExampleNetwork {
    readonly stackOutputs: MockOptions["stackOutputs"];
    /** What is assumed, a sentence each, for whoever reads a result. */
    readonly assumptions: readonly string[];
}

/**
 * Outputs of the stack that `networkStack` names: its backend cannot be asked offline, so ids of examples stand in for
 * them, under the names that the configuration says. Empty where the network is no other stack's.
 *
 * @param config full keys (`project:key`), every value as text.
 */
export function exampleNetwork(config: Readonly<Record<string, string | undefined>>, project: string): ExampleNetwork {
    const value = (key: string) => config[`${project}:${key}`] ?? "";
    const stack = value("networkStack");
    if (stack === "") {
        return { stackOutputs: {}, assumptions: [] };
    }
    const outputs = {
        [value("networkStackVpcId")]: "vpc-0123456789abcdef0",
        [value("networkStackFunctionSubnetIds")]: ["subnet-0f0000000000000a", "subnet-0f0000000000000b"],
        [value("networkStackDatabaseSubnetIds")]: ["subnet-0d0000000000000a", "subnet-0d0000000000000b"],
    };
    const assumption =
        `networkStack: ${stack}: another stack's outputs are not known offline; ids of examples stand in for them, with ` +
        "subnets in two zones. To see your own, set vpcId, functionSubnetIds and databaseSubnetIds in its place";
    return { stackOutputs: { [stack]: outputs }, assumptions: [assumption] };
}
