import type { Account } from "../providers/account";
import type { State } from "./state";

/** What the account has and what the state says of it, by URN: two runs that give the same are interchangeable. */
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
