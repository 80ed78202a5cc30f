import { deepEqual, equal, match } from "node:assert/strict";
import { estimate } from "../../../tools/cost/estimate";
import { jsonReport } from "../../../tools/cost/jsonReport";
import { prices, pricesDate } from "../../../tools/cost/prices";
import type { CostReport } from "../../../tools/cost/report";
import { compareStorageTypes } from "../../../tools/cost/storageTypes";
import { textReport } from "../../../tools/cost/textReport";
import { idleMonth, resource } from "./samples";

const alarm = (name: string) =>
    resource("aws:cloudwatch/metricAlarm:MetricAlarm", name, { namespace: "AWS/RDS", metricName: name, period: 60 });

const report: CostReport = {
    stack: "dev",
    region: "us-east-1",
    usage: idleMonth,
    assumptions: [],
    estimate: estimate(
        [
            resource("aws:kms/key:Key", "key", { enableKeyRotation: true }),
            resource("aws:iam/role:Role", "role"),
            ...["a", "b", "c", "d"].map((name) => alarm(name)),
        ],
        idleMonth,
    ),
    savings: [
        {
            changes: { natGateways: "none" },
            loses: "outbound access",
            cents: 3650,
            uses: [{ what: "data", price: prices.natData, resources: 1, then: 0 }],
        },
        {
            changes: { logRetentionDays: "30", tracing: "false" },
            loses: "old logs",
            cents: 0,
            uses: [{ what: "logs kept", price: { ...prices.logStorage, usd: 0.36 }, resources: 1, then: 0.03 }],
        },
    ],
    storageTypes: compareStorageTypes(
        { instances: 5986, storage: 100, ios: 0, total: 6086 },
        { instances: 7782, storage: 225, ios: 0, total: 8007 },
    ),
};

describe("the cost's text", () => {
    for (const width of [60, 80, 100]) {
        it(`folds lines at ${width} columns`, () => {
            const text = textReport(report, width);

            deepEqual(
                text.split("\n").filter((line) => line.length > width),
                [],
            );
        });
    }

    it("lists resources, merges four or more equal lines, and shows uses, savings and both storage types", () => {
        const text = textReport(report);

        equal(
            text,
            `
Cost of stack dev at idle, in US dollars a month

  resource          item                           quantity   unit           USD each   USD a month   more by use
  ───────────────   ────────────────────────────   ────────   ────────────   ────────   ───────────   ──────────────────────────────
  key               customer-managed key                  1   key-month          1.00          1.00   requests to KMS, key rotations
  4 × MetricAlarm   alarm                                 4   metric-month       0.10          0.40
  1 others          free, or charged by use only                                               0.00
  total                                                                                        1.40

By part

  part               USD a month
  ────────────────   ───────────
  keys and secrets          1.00
  monitoring                0.40
  total                     1.40

Charges by use

  use                USD   per                                  resources
  ───────────────   ────   ──────────────────────────────────   ─────────
  requests to KMS   0.03   10,000 requests                              1
  key rotations     1.00   month, after each of the first two           1

Settings that save money

  set                                  saves a month   cheaper by use          you lose
  ──────────────────────────────────   ─────────────   ─────────────────────   ───────────────
  natGateways none                             36.50   data                    outbound access
  logRetentionDays 30, tracing false            0.00   logs kept 0.36 → 0.03   old logs

Standard or I/O-optimized storage

  USD a month    standard   I/O-optimized
  ────────────   ────────   ─────────────
  instances         59.86           77.82
  storage            1.00            2.25
  I/O requests       0.00            0.00
  total             60.86           80.07

  With 0 I/O requests a month, storageType standard is cheaper by 19.21. From 96,050,000 requests on, ioOptimized costs no more.

Prices: AWS's list prices in us-east-1, looked up on ${pricesDate}. Most come from copies that are some months old; tools/cost/prices.ts has the sources.
Assumed: 730 hours, 10 GiB of data and 0 I/O requests a month.
Not included: tax, discounts, free tiers and data transfer; and charges by use, even the function duration and the logs of the scheduled health check, of roll-ups and of Enhanced Monitoring.
`,
        );
    });

    it("notes that the prices are for another region", () => {
        const text = textReport({ ...report, region: "eu-west-1" });

        match(text, /\nThe stack is in eu-west-1, but the prices are those of us-east-1\.\n/);
    });

    it("lists the assumptions", () => {
        const text = textReport({ ...report, assumptions: ["networkStack: a/b/c: an example stands in"] });

        match(text, /\nnetworkStack: a\/b\/c: an example stands in\.\nPrices: AWS's list prices/);
    });

    it("notes the charges whose price is not known", () => {
        const text = textReport({ ...report, estimate: { ...report.estimate, unpriced: ["the price is not known"] } });

        match(text, /\nthe price is not known\.\nPrices: AWS's list prices/);
    });

    it("notes that no change saves anything", () => {
        const text = textReport({ ...report, savings: [] });

        match(text, /Settings that save money\n\n {2}None of the settings that this command tries saves money\.\n/);
    });
});

describe("the cost's JSON", () => {
    it("lists each resource separately, with amounts in dollars", () => {
        const parsed: unknown = JSON.parse(jsonReport(report));

        const alarmLine = (name: string) => ({
            resource: name,
            type: "aws:cloudwatch/metricAlarm:MetricAlarm",
            part: "monitoring",
            item: "alarm",
            quantity: 1,
            price: prices.alarmMetric,
            monthly: 0.1,
        });
        deepEqual(parsed, {
            stack: "dev",
            region: "us-east-1",
            prices: { date: pricesDate, region: "us-east-1", currency: "USD", hoursPerMonth: 730 },
            usage: { storageGib: 10, ios: 0, acuHours: 0 },
            assumptions: [],
            resources: [
                {
                    resource: "key",
                    type: "aws:kms/key:Key",
                    part: "keys and secrets",
                    item: "customer-managed key",
                    quantity: 1,
                    price: prices.kmsKey,
                    monthly: 1,
                },
                ...["a", "b", "c", "d"].map(alarmLine),
            ],
            idle: [{ type: "aws:iam/role:Role", count: 1, reason: "IAM is free" }],
            monthly: 1.4,
            uses: [
                { what: "requests to KMS", price: prices.kmsRequests, resources: 1 },
                { what: "key rotations", price: prices.kmsRotations, resources: 1 },
            ],
            unpriced: [],
            savings: [
                {
                    changes: { natGateways: "none" },
                    monthly: 36.5,
                    uses: [{ what: "data", price: prices.natData, then: 0 }],
                    loses: "outbound access",
                },
                {
                    changes: { logRetentionDays: "30", tracing: "false" },
                    monthly: 0,
                    uses: [{ what: "logs kept", price: { ...prices.logStorage, usd: 0.36 }, then: 0.03 }],
                    loses: "old logs",
                },
            ],
            storageTypes: {
                standard: { instances: 59.86, storage: 1, ios: 0, total: 60.86 },
                ioOptimized: { instances: 77.82, storage: 2.25, ios: 0, total: 80.07 },
                cheaper: "standard",
                breakEvenIos: 96_050_000,
            },
        });
    });
});
