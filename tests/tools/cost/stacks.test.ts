import { deepEqual, equal } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Part, parts } from "../../../tools/cost/charge";
import { sumOf } from "../../../tools/cost/estimate";
import { savings } from "../../../tools/cost/savings";
import { type StackCost, stackCost } from "../../../tools/cost/stackCost";
import { costsDocument, costsFile } from "../../../tools/docs/costsDocument";
import { type Stack, stacks } from "../../program/runs";
import { idleMonth } from "./samples";

/** In cents a month, without monitoring, whose cost only `docs/costs.md` has. */
const expected: Readonly<Record<Stack, Readonly<Partial<Record<Part, number>>>>> = {
    dev: { instances: 5986, storage: 100, "I/O requests": 0, network: 2920, "keys and secrets": 260, functions: 120 },
    staging: {
        instances: 11_972,
        storage: 100,
        "I/O requests": 0,
        network: 6570,
        "keys and secrets": 260,
        functions: 120,
    },
    prod: {
        instances: 42_340,
        storage: 100,
        "I/O requests": 0,
        network: 10_220,
        "keys and secrets": 260,
        functions: 120,
    },
};

/** Each stack's program runs once. */
const costs: Readonly<Record<Stack, StackCost>> = {
    dev: stackCost("dev", idleMonth),
    staging: stackCost("staging", idleMonth),
    prod: stackCost("prod", idleMonth),
};

describe("the cost of the stacks", function () {
    this.timeout(120_000);

    for (const stack of stacks) {
        it(`is exact in ${stack}, part by part and in total`, async () => {
            const { lines, cents } = await costs[stack].estimate();

            const byPart = parts.filter((part) => part !== "monitoring").map((part) => [part, sumOf(lines, part)]);
            deepEqual(Object.fromEntries(byPart), expected[stack]);
            equal(
                cents,
                parts.reduce((sum, part) => sum + sumOf(lines, part), 0),
            );
        });
    }

    it("equals docs/costs.md", async () => {
        const made = await costsDocument({
            dev: await costs.dev.estimate(),
            staging: await costs.staging.estimate(),
            prod: await costs.prod.estimate(),
        });

        const found = readFileSync(costsFile, "utf8");

        equal(found, made, "run npm run docs");
    });

    it("falls by the difference of two runs if a key is changed", async () => {
        const gatewaysAlone: StackCost = { ...costs.staging, accepts: (changes) => "natGateways" in changes };

        const found = await savings(gatewaysAlone);

        deepEqual(
            found.map(({ changes, cents, uses }) => [changes, cents, uses.map(({ what }) => what)]),
            [[{ natGateways: "none" }, 3650, ["data through NAT gateways"]]],
        );
    });
});

describe("backups by AWS Backup", () => {
    const usesWith = async (changes: Readonly<Record<string, string>>) => {
        const { uses, unpriced } = await costs.prod.estimate(changes);
        return {
            uses: uses.filter(({ what }) => /backups/.test(what)).map(({ what, price }) => [what, price.usd]),
            unpriced,
        };
    };
    const vault = (region: string, account: string) => `arn:aws:backup:${region}:${account}:backup-vault:copies`;
    const own = ["backups beyond the volume's size", 0.021];
    const planned = ["backups of AWS Backup", 0.021];
    const copied = ["copies of backups, in each vault", 0.021];

    it("are charged by use, as are their copies, and the copies' way to another region", async () => {
        const plan = { backupPlan: "true" };
        const into = (...arns: string[]) => ({ ...plan, backupCopyVaultArns: JSON.stringify(arns) });

        const found = [
            await usesWith(plan),
            await usesWith(into(vault("us-east-1", "111122223333"))),
            await usesWith(into(vault("us-east-1", "111122223333"), vault("us-west-2", "123456789012"))),
        ];

        deepEqual(
            found.map(({ uses }) => uses),
            [
                [planned, own],
                [copied, planned, own],
                [copied, ["copies of backups, to another region", 0.02], planned, own],
            ],
        );
    });
});

describe("a stack's settings", () => {
    const cases: [name: string, stack: Stack, changes: Record<string, string>, accepted: boolean][] = [
        ["another class", "prod", { instanceClass: "db.r6g.large" }, true],
        ["a single instance in production", "prod", { instances: "1" }, false],
        ["no way out of the functions' subnets", "dev", { endpoints: "none" }, false],
        ["what is configured already", "dev", { natGateways: "none" }, false],
        ["one key of two that is configured otherwise", "dev", { natGateways: "none", tracing: "false" }, true],
    ];
    for (const [name, stack, changes, accepted] of cases) {
        it(`${accepted ? "accept" : "do not accept"} ${name}`, () => {
            const answer = costs[stack].accepts(changes);

            equal(answer, accepted);
        });
    }
});

describe("a stack in the network of another stack", () => {
    it("is priced as one with subnets in two zones", async () => {
        const { lines } = await costs.dev.estimate({ networkStack: "acme/network/dev" });

        equal(sumOf(lines, "network"), expected.dev.network);
    });
});
