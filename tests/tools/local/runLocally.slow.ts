import { deepEqual, equal, fail, ok, rejects } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";
import { uninterrupted } from "../../../tools/cli/interruption";
import { rowsOf } from "../../../tools/local/platform/rowsOf";
import { questionSections } from "../../../tools/local/report/questions";
import { jsonReport, textReport } from "../../../tools/local/report/report";
import { type LocalResult, runLocally } from "../../../tools/local/runLocally";
import { accepts } from "../../harness/accepts";
import { silentProgress } from "../../harness/silentProgress";
import { kept } from "./serve/kept";

async function run(stack: string, ...events: unknown[]): Promise<LocalResult> {
    const options = { stack, events };
    return await runLocally(options, silentProgress(), uninterrupted());
}

/** What the tour's data must give, in whichever stack. */
const expectedConversions = [
    ["control", "100", "19", "0.19"],
    ["green", "100", "40", "0.4"],
];

function conversionsOf({ tour }: LocalResult): unknown[][] {
    return rowsOf(tour.questions.conversions.answer).map((row) => [row.variant, row.units, row.conversions, row.rate]);
}

describe("runLocally", function () {
    this.timeout(60_000);

    describe("of the dev stack, which has one instance and allows writes", () => {
        const events = [
            {
                action: "query",
                sql: "insert into experimentation.metric_events (unit_id, metric) values ('unit', 'visit')",
                target: "writer",
            },
            { action: "query", sql: "select count(*) from experimentation.metric_events where metric = 'visit'" },
            { action: "nonsense" },
        ];
        let result: LocalResult;
        before(async () => {
            result = await run("dev", ...events);
        });

        it("returns the conversions by variant", () => {
            deepEqual(conversionsOf(result), expectedConversions);
        });

        it("shows the questions as the README does", () => {
            const readme = readFileSync(join(projectFolder, "README.md"), "utf8");
            const sections = questionSections(result.tour.questions, { width: 80, isTerminal: true });

            const [conversions, , cuped] = sections;

            for (const [, body] of [conversions ?? fail(), cuped ?? fail()]) {
                ok(readme.includes(`\`\`\`text\n${body}\n\`\`\``), body);
            }
        });

        it("reaches the writer by both endpoints, over TLS, with the schema of the tour", () => {
            const endpoints = toRecord(result.tour.health.endpoints);
            const facts = Object.entries(endpoints).map(([name, health]) => {
                const { role, tlsVersion, schemaVersion, replicaLagMs } = toRecord(health);
                return [name, role, tlsVersion, schemaVersion, replicaLagMs];
            });

            const made = result.tour.schema.schemaVersion;
            ok(typeof made === "number");
            deepEqual(facts, [
                ["writer", "writer", "TLSv1.3", made, null],
                ["reader", "writer", "TLSv1.3", made, null],
            ]);
        });

        it("loses no request while all secrets are rotated", () => {
            const { failures, queries, requests } = result.tour.rotation;

            deepEqual(failures, []);
            ok(queries > 0 && requests > 0);
        });

        it("refuses what must be refused", () => {
            deepEqual(
                result.tour.refusals.map(({ what, code }) => [what, code]),
                [
                    ["A query before the first rotation", "credentialsNotReady"],
                    ["A write at the reader endpoint", "readOnly"],
                    ["A query without privilege", "permissionDenied"],
                    ["Two statements in one call", "statementInvalid"],
                ],
            );
        });

        it("handles the user's events in order: a write is committed, an invalid event is refused", () => {
            const [write, read, nonsense] = result.events.map(({ answer }) => answer);

            deepEqual([write?.ok, write?.command, write?.rowCount], [true, "INSERT", 1]);
            deepEqual(read?.rows, [["1"]]);
            equal(toRecord(nonsense?.error).code, "eventInvalid");
        });

        it("makes no call that the registered policies deny", () => {
            const denied = result.platform.aws.endpoints.log.filter(({ allowed }) => !allowed);

            deepEqual(denied, []);
        });

        it("leaves no server behind", async () => {
            const { database, aws } = result.platform;

            deepEqual(await accepts(database.server.port), false);
            deepEqual(await accepts(Number(new URL(aws.endpoints.url).port)), false);
        });

        it("reports as text and as JSON, without a credential", () => {
            const { password } = toRecord(JSON.parse(result.platform.database.masterSecretValue));
            const reports = [textReport(result), jsonReport(result, [])];

            ok(reports[0]?.includes("Stack dev works on this machine"));
            equal(toRecord(JSON.parse(reports[1] ?? "")).ok, true);
            deepEqual(
                reports.map((report) => report.includes(String(password)) || /SCRAM|"password"/.test(report)),
                [false, false],
            );
        });

        it("reports once that a permissions boundary is not applied here", () => {
            const permissionsBoundary = "arn:aws:iam::123456789012:policy/experimentation-boundary";
            const { program } = result.platform;
            const resources = program.resources.map((resource) =>
                resource.type === "aws:iam/role:Role"
                    ? { ...resource, inputs: { ...resource.inputs, permissionsBoundary } }
                    : resource,
            );

            const text = textReport({
                ...result,
                platform: { ...result.platform, program: { ...program, resources } },
            });

            deepEqual(text.match(/Permissions boundary: .*/g), [
                `Permissions boundary: ${permissionsBoundary} is not known here; roles are not bound`,
            ]);
        });

        it("reports that there is no S3 here, if the stack has buckets", () => {
            const { program } = result.platform;
            const [role = fail()] = program.resources.filter(({ type }) => type === "aws:iam/role:Role");
            const association = { ...role, type: "aws:rds/clusterRoleAssociation:ClusterRoleAssociation" };
            const resources = [...program.resources, association];

            const texts = [result, { ...result, platform: { ...result.platform, program: { ...program, resources } } }];

            deepEqual(
                texts.map((each) => textReport(each).includes("Buckets: there is neither S3 nor aws_s3 here;")),
                [false, true],
            );
        });

        it("reports that AWS Backup takes no backups here, if the stack has a plan", () => {
            const { program } = result.platform;
            const [role = fail()] = program.resources.filter(({ type }) => type === "aws:iam/role:Role");
            const resources = [...program.resources, { ...role, type: "aws:backup/plan:Plan" }];

            const texts = [result, { ...result, platform: { ...result.platform, program: { ...program, resources } } }];

            deepEqual(
                texts.map((each) => textReport(each).includes("Backups: AWS Backup takes none here (backupPlan)")),
                [false, true],
            );
        });

        it("shows how to use a platform that is still alive, and does not claim that it was removed", () => {
            const [text, document] = [textReport(result, kept), jsonReport(result, [], kept)];

            deepEqual(
                ["Stack dev works on this machine", kept.invokeUrl, "Nothing was left behind"].map((part) =>
                    text.includes(part),
                ),
                [true, true, false],
            );
            equal(toRecord(toRecord(JSON.parse(document)).kept).invokeUrl, kept.invokeUrl);
        });
    });

    describe("of the prod stack, which has a reader and allows no writes", () => {
        let result: LocalResult;
        before(async () => {
            result = await run("prod", { action: "query", sql: "create table t ()", target: "writer" });
        });

        it("reads the application's writes at a standby", () => {
            const reader = toRecord(toRecord(result.tour.health.endpoints).reader);

            deepEqual([reader.role, reader.schemaVersion], ["reader", result.tour.schema.schemaVersion]);
            deepEqual(conversionsOf(result), expectedConversions);
        });

        it("refuses writes, also at the writer", () => {
            const [readOnly] = result.tour.refusals.filter(({ what }) => what === "A write in a read-only stack");

            equal(readOnly?.code, "readOnly");
            equal(toRecord(result.events[0]?.answer.error).code, "readOnly");
        });

        it("never reads the secret of the login that can write", () => {
            const asked = result.platform.aws.endpoints.log.filter(
                ({ principal, resource }) => principal.startsWith("access-role") && resource.includes("-application-"),
            );

            deepEqual(
                asked.map(({ action }) => action),
                ["secretsmanager:DescribeSecret"],
            );
        });
    });

    it("refuses a stack that has no file", async () => {
        await rejects(run("nope"), {
            message: "stack: nope: has no file Pulumi.nope.yaml; choose one of dev, prod, staging",
        });
    });
});
