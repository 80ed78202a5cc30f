import { deepEqual } from "node:assert/strict";
import { parseSettings } from "../../../settings/parse";
import { estimate } from "../../../tools/cost/estimate";
import { savings } from "../../../tools/cost/savings";
import type { Changes, StackCost } from "../../../tools/cost/stackCost";
import { stackValues } from "../../settings/stackFiles";
import { idleMonth, resource } from "./samples";

/** A stack whose program registers a configurable number of secrets, and a function that may be traced. */
function fakeStack(secrets: Record<string, number>, refused: readonly string[]): StackCost {
    const keyOf = (changes: Changes) => Object.keys(changes)[0] ?? "asItIs";
    return {
        assumptions: [],
        settings: parseSettings(stackValues("prod"), "prod"),
        accepts: (changes) => !refused.includes(keyOf(changes)),
        estimate: (changes = {}) => {
            const count = secrets[keyOf(changes)] ?? secrets.asItIs ?? 0;
            const all = Array.from({ length: count }, (_, i) =>
                resource("aws:secretsmanager/secret:Secret", String(i)),
            );
            const tracingConfig = { mode: changes.tracing === "false" ? "PassThrough" : "Active" };
            const lambda = resource("aws:lambda/function:Function", "access", { tracingConfig });
            return Promise.resolve(estimate([...all, lambda], idleMonth));
        },
    };
}

describe("savings", () => {
    it("are the differences of the totals, the largest first, then savings by use", async () => {
        const stack = fakeStack({ asItIs: 5, endpoints: 4, instances: 2 }, ["natGateways"]);

        const found = await savings(stack);

        deepEqual(
            found.map(({ changes, cents, uses }) => [changes, cents, uses.map(({ what, then }) => [what, then])]),
            [
                [{ instances: "1" }, 120, []],
                [{ endpoints: "none" }, 40, []],
                [{ tracing: "false" }, 0, [["traces", 0]]],
            ],
        );
    });

    it("leave out changes that the settings refuse or that cost more", async () => {
        const stack = fakeStack({ asItIs: 5, endpoints: 6, instances: 1 }, ["instances", "tracing"]);

        const found = await savings(stack);

        deepEqual(found, []);
    });
});
