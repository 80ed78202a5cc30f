import assert from "node:assert/strict";
import { parseSettings } from "../../../settings/parse";
import { stackValues } from "../stackFiles";
import { type Case, describeRules, flag, integer } from "./describeRules";

/** Each number's bounds. */
const bounds: readonly [key: string, min: number, max: number][] = [
    ["healthCheckMinutes", 1, 60],
    ["alarmCpuPercent", 1, 100],
    ["alarmFreeMemoryPercent", 1, 99],
    ["alarmConnectionsPercent", 1, 100],
    ["alarmFreeLocalStoragePercent", 1, 99],
    ["alarmReplicaLagMs", 1, 3_600_000],
    ["alarmCommitLatencyMs", 1, 60_000],
    ["alarmReadLatencyMs", 1, 60_000],
    ["alarmDeadlocksPerMinute", 1, 60_000],
    ["alarmTransactionIds", 200_000_000, 2_000_000_000],
    ["alarmVolumeGrowthGib", 1, 65_536],
    ["alarmDurationPercent", 1, 100],
    ["alarmPasswordGraceDays", 1, 365],
    ["alarmAuthenticationFailures", 1, 1_000_000],
    ["alarmFatalErrors", 1, 1_000_000],
    ["alarmCapacityPercent", 1, 100],
];

const emailRule = "is not an e-mail address; write it as name@example.com";
const urlRule = (number: number) =>
    `alarmUrls: (not shown): number ${number} is not an address that SNS can post to; write it as https://example.com/path`;
const listRule = 'must be a list of texts; write it in the stack\'s file as a list, each text in quotes, or as "[]"';
const twice = "names one of them twice; remove it";
const runbookRule =
    "is not the address of a document; use at most 300 characters without spaces and #, for instance docs/runbook.md";

describeRules("who watches, and what for", [
    ...bounds.flatMap(([key, min, max]): Case[] => [
        [{ [key]: String(min) }],
        [{ [key]: String(max) }],
        [{ [key]: String(min - 1) }, `${key}: ${min - 1}: ${integer(min, max)}`],
        [{ [key]: String(max + 1) }, `${key}: ${max + 1}: ${integer(min, max)}`],
    ]),
    [{ alarmCpuPercent: "79.5" }, `alarmCpuPercent: 79.5: ${integer(1, 100)}`],
    [{ monitoring: "false" }],
    [{ monitoring: "off" }, `monitoring: off: ${flag}`],
    [{ monitoring: "false", alarmFatalErrors: "0" }, `alarmFatalErrors: 0: ${integer(1, 1_000_000)}`],
    [{ alarmEmails: '["on-call+db@example.co.uk","b@example.com"]' }],
    [{ alarmEmails: '["on-call"]' }, `alarmEmails: ["on-call"]: on-call ${emailRule}`],
    [{ alarmEmails: '["a@b"]' }, `alarmEmails: ["a@b"]: a@b ${emailRule}`],
    [{ alarmEmails: '["a@b.c d@e.f"]' }, `alarmEmails: ["a@b.c d@e.f"]: a@b.c d@e.f ${emailRule}`],
    [{ alarmEmails: '["a@b.c","a@b.c"]' }, `alarmEmails: ["a@b.c","a@b.c"]: ${twice}`],
    [{ alarmEmails: "a@example.com" }, `alarmEmails: a@example.com: ${listRule}`],
    [{ alarmUrls: '["https://events.example.com/integration/KEY/enqueue","https://example.com:8443/KEY?a=b"]' }],
    [{ alarmUrls: '["http://hooks.example.com/KEY"]' }, urlRule(1)],
    [{ alarmUrls: '["https://example.com/KEY","hooks.example.com/KEY"]' }, urlRule(2)],
    [{ alarmUrls: '["https://"]' }, urlRule(1)],
    [{ alarmUrls: '[" https://example.com/KEY"]' }, urlRule(1)],
    [{ alarmUrls: '["HTTPS://example.com/KEY"]' }, urlRule(1)],
    [{ alarmUrls: '["https://example.com/a KEY"]' }, urlRule(1)],
    [{ alarmUrls: '["https://example.com/KEY","https://example.com/KEY"]' }, `alarmUrls: (not shown): ${twice}`],
    [{ alarmUrls: "https://example.com/KEY" }, `alarmUrls: (not shown): ${listRule}`],
    [{ alarmUrls: '[{"https://example.com":"KEY"}]' }, `alarmUrls: (not shown): ${listRule}`],
    [{ runbookUrl: "https://wiki.example.com/database?version=2" }],
    [{ runbookUrl: "r".repeat(300) }],
    [{ runbookUrl: "r".repeat(301) }, `runbookUrl: ${"r".repeat(100)}...: ${runbookRule}`],
    [{ runbookUrl: "" }, `runbookUrl: (empty): ${runbookRule}`],
    [{ runbookUrl: "docs/runbook.md#cpu" }, `runbookUrl: docs/runbook.md#cpu: ${runbookRule}`],
    [{ runbookUrl: "our runbook" }, `runbookUrl: our runbook: ${runbookRule}`],
]);

describe("the monitoring settings", () => {
    it("come from one key each", () => {
        const changes = Object.fromEntries(bounds.map(([key, min], index) => [key, String(min + index)]));
        const { monitoring } = parseSettings(
            stackValues("prod", {
                ...changes,
                alarmEmails: '["a@example.com"]',
                alarmUrls: '["https://example.com/KEY"]',
                runbookUrl: "runbook.md",
            }),
            "prod",
        );

        assert.deepEqual(monitoring, {
            identifier: "experimentation-prod",
            readerScaling: undefined,
            instances: [0, 1].map((promotionTier) => ({
                instanceClass: "db.r5.large",
                isServerless: false,
                memoryGiB: 16,
                maxConnections: 1622,
                pauses: false,
                promotionTier,
            })),
            capacity: undefined,
            backups: undefined,
            rotationDays: 30,
            rotationTimeoutSeconds: 60,
            accessTimeoutSeconds: 60,
            metricsNamespace: "experimentation-database/experimentation-prod",
            emails: ["a@example.com"],
            urls: ["https://example.com/KEY"],
            runbookUrl: "runbook.md",
            healthCheckMinutes: 1,
            rollUpMinutes: 1,
            thresholds: {
                cpuPercent: 2,
                freeMemoryPercent: 3,
                connectionsPercent: 4,
                freeLocalStoragePercent: 5,
                replicaLagMs: 6,
                commitLatencyMs: 7,
                readLatencyMs: 8,
                deadlocksPerMinute: 9,
                transactionIds: 200_000_009,
                volumeGrowthGiB: 11,
                durationPercent: 12,
                passwordGraceDays: 13,
                authenticationFailures: 14,
                fatalErrors: 15,
                capacityPercent: 16,
            },
        });
    });

    it("are undefined without monitoring", () => {
        const { monitoring } = parseSettings(stackValues("dev", { monitoring: "false" }), "dev");

        assert.equal(monitoring, undefined);
    });

    it("never show a URL in a message", () => {
        const values = stackValues("prod", {
            alarmUrls: '["ftp://KEY"]',
            alarmUrl: '["https://example.com/KEY"]',
            monitoring: "false",
        });

        assert.throws(() => parseSettings(values, "prod"), {
            message: [
                "The configuration of stack prod has 3 mistakes:",
                `  ${urlRule(1)}`,
                "  monitoring: false: a production stack needs monitoring; set it to true",
                "  alarmUrl: is not a key of this project; remove it, or did you mean alarmUrls?",
            ].join("\n"),
        });
    });
});
