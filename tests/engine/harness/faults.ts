import { createHash, randomInt } from "node:crypto";
import type { Account } from "../providers/account";

/** The seed of random choices. The run prints it; `ENGINE_TESTS_SEED` repeats a run. */
export const seed = process.env.ENGINE_TESTS_SEED ?? String(randomInt(1_000_000));

/** A random selection of the operations, without the given ones. */
export function pickOthers(all: readonly string[], without: readonly string[], count: number): string[] {
    process.stderr.write(`  ENGINE_TESTS_SEED=${seed}\n`);
    const order = (text: string) => createHash("sha256").update(`${seed} ${text}`).digest("hex");
    return all
        .filter((each) => !without.includes(each))
        .sort((a, b) => order(a).localeCompare(order(b)))
        .slice(0, count);
}

/**
 * Makes the provider fail once at each of these operations (`create <type> <name>`).
 *
 * @returns the operations that have failed so far.
 */
export function failOnce(account: Account, operations: readonly string[]): ReadonlySet<string> {
    const failed = new Set<string>();
    account.fails = (operation) => {
        const fails = operations.includes(operation) && !failed.has(operation);
        if (fails) {
            failed.add(operation);
        }
        return fails;
    };
    return failed;
}
