import type { Account } from "../providers/account";
import type { State } from "./state";

/** The account's resources and the state's, by URN. Two runs with equal results are equivalent. */
export function ownedBy(account: Account, state: State): Readonly<Record<string, unknown>> {
    const resources = state.resources.map(({ urn, id, protect, dependencies }): [string, unknown] => [
        urn,
        {
            id,
            protect,
            dependencies: [...dependencies].sort(),
            made: account.all.find((each) => each.urn === urn && each.id === id)?.state,
        },
    ]);
    return Object.fromEntries([["count", account.all.length], ...resources]);
}
