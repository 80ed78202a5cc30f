import type { Stack } from "../program/runs";
import type { State } from "./harness/state";
import type { Account } from "./providers/account";

/** The resources of a decommissioned stack that its destruction leaves in the account. */
export interface Retained {
    /** The URNs, sorted. */
    readonly urns: readonly string[];
    /** The names of the secrets, which AWS keeps for the recovery window. */
    readonly secretNames: readonly string[];
    readonly keyArn: string;
    readonly logGroups: number;
}

/** The log groups of prod, as the output names them. */
export const keptLogs =
    "log groups /aws/rds/cluster/experimentation-prod/*, /aws/lambda/experimentation-prod-*, /aws/vpc/experimentation-prod/*";

/** The key, and in production the log groups, of a stack before its destruction. */
export function retainedResources(stack: Stack, state: State, account: Account): Retained {
    const key = state.find("Key", "database");
    const logs = account.all.filter(({ type }) => stack === "prod" && type.endsWith(":LogGroup"));
    return {
        urns: [key, ...logs].map(({ urn }) => urn).sort(),
        secretNames: ["migration", "application", "reader"].map((kind) =>
            String(state.find("Secret", `database-${kind}`).outputs.name),
        ),
        keyArn: String(key.outputs.arn),
        logGroups: logs.length,
    };
}
