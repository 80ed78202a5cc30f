import type { MockOptions } from "./mocks";

/** Example values for facts that are not known without the account. */
export interface ExampleNetwork {
    readonly stackOutputs: MockOptions["stackOutputs"];
    /** The assumptions behind the values, a sentence each, for the reader of a result. */
    readonly assumptions: readonly string[];
}

/**
 * Example outputs of the stack that `networkStack` names, under the output names in the configuration. The offline
 * program does not read the other stack's backend. Empty if the network does not belong to another stack.
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
