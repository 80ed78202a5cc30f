import assert from "node:assert/strict";
import { instanceName } from "../../components/shared/physicalNames";
import { toRecord } from "../../offline/toRecord";
import { dashboardProblems } from "../components/monitoring/dashboardProblems";
import { isPublished } from "../components/monitoring/publishedMetrics";
import { alarmsOf, graphMetrics, graphTexts } from "./monitoringParts";
import { labels, ofKind, one, output, tags } from "./resources";
import { projectKeys, scaledProd, wholeProgram } from "./runs";

const identifier = "experimentation-prod";
const cluster = `cluster:${identifier}`;

/** What both resources say of the cluster's readers. */
const readers = { serviceNamespace: "rds", scalableDimension: "rds:cluster:ReadReplicaCount", resourceId: cluster };

const withKeys = (changes: Record<string, string>) => ({
    ...scaledProd,
    config: { ...scaledProd.config, ...projectKeys(changes) },
});

describe("the autoscaling of readers", () => {
    it("keeps the fixed readers, and adds at most as many as configured", async () => {
        const run = await wholeProgram(scaledProd);

        const { inputs, dependsOn } = one(run, "Target");

        assert.deepEqual(inputs, { ...readers, minCapacity: 1, maxCapacity: 5, tags: tags("prod") });
        assert.deepEqual(
            [0, 1].filter((index) => !labels(run, dependsOn).includes(`ClusterInstance database-${index}`)),
            [],
        );
    });

    it("follows the readers' average CPU utilization", async () => {
        const { inputs } = one(await wholeProgram(scaledProd), "Policy", "database-readers");

        assert.deepEqual(inputs, {
            ...readers,
            name: "experimentation-prod-readers",
            policyType: "TargetTrackingScaling",
            targetTrackingScalingPolicyConfiguration: {
                predefinedMetricSpecification: { predefinedMetricType: "RDSReaderAverageCPUUtilization" },
                targetValue: 60,
                scaleInCooldown: 300,
                scaleOutCooldown: 300,
            },
        });
    });

    it("follows the readers' average number of connections, with cool-downs of its own", async () => {
        const changes = { readerScaling: "connections", readerScalingTarget: "700", readerScaleInSeconds: "900" };
        const run = await wholeProgram(withKeys({ ...changes, readerScaleOutSeconds: "60" }));

        const { targetTrackingScalingPolicyConfiguration } = one(run, "Policy", "database-readers").inputs;

        assert.deepEqual(targetTrackingScalingPolicyConfiguration, {
            predefinedMetricSpecification: { predefinedMetricType: "RDSReaderAverageDatabaseConnections" },
            targetValue: 700,
            scaleInCooldown: 900,
            scaleOutCooldown: 60,
        });
    });

    it("ends when the stack is decommissioned: its range is then the fixed readers, and a warning says what to wait for", async () => {
        const { warnings, ...run } = await wholeProgram(withKeys({ decommission: "prod" }));

        const { minCapacity, maxCapacity } = one({ ...run, warnings }, "Target").inputs;

        assert.deepEqual([minCapacity, maxCapacity], [1, 1]);
        assert.equal(
            warnings[0],
            "decommission: Aurora removes the readers that it added; run destroy only when experimentation-prod has its " +
                "2 own instances alone (docs/runbook.md#decommission)",
        );
    });

    it("does not exist by default", async () => {
        const run = await wholeProgram({ stack: "prod" });

        const tokens = run.resources.map(({ type }) => type).filter((type) => type.startsWith("aws:appautoscaling/"));

        assert.deepEqual(tokens, []);
    });

    it("lets enhanced monitoring use its role for added readers too, and only with the autoscaling", async () => {
        const sources = async (options: { stack: string }) => {
            const role = one(await wholeProgram(options), "Role", "database-monitoring");
            const policy: unknown = JSON.parse(output(role, "assumeRolePolicy"));
            const [statement] = [toRecord(policy).Statement].flat().map(toRecord);
            return toRecord(toRecord(statement?.Condition).ArnLike)["aws:SourceArn"];
        };

        const arns = [await sources({ stack: "prod" }), await sources({ ...scaledProd, stack: "prod" })];

        const db = "arn:aws:rds:us-east-1:123456789012:db";
        assert.deepEqual(arns, [`${db}:${identifier}-*`, [`${db}:${identifier}-*`, `${db}:application-autoscaling-*`]]);
    });
});

describe("the monitoring of readers that come and go", () => {
    const dimensions = { DBClusterIdentifier: identifier, Role: "READER" };

    it("has five alarms by cluster and role besides those of the fixed instances", async () => {
        const fixed = alarmsOf(await wholeProgram({ stack: "prod" }), identifier).map(({ key }) => key);

        const alarms = alarmsOf(await wholeProgram(scaledProd), identifier);

        const added = alarms.filter(({ key }) => !fixed.includes(key));
        assert.deepEqual(
            added.map(({ key, metric, condition }) => [key, metric.name, metric.dimensions, condition]),
            [
                ["readers-connections", "DatabaseConnections", dimensions, "Maximum > 1297 in 3 x 300 s"],
                ["readers-cpu", "CPUUtilization", dimensions, "Maximum > 80 in 3 x 300 s"],
                ["readers-local-storage", "FreeLocalStorage", dimensions, "Minimum < 6528350290 in 3 x 300 s"],
                ["readers-memory", "FreeableMemory", dimensions, "Minimum < 858993459 in 3 x 300 s"],
                ["readers-too-few", "CPUUtilization", dimensions, "Average > 60 in 9 x 300 s"],
            ],
        );
        assert.equal(alarms.length, fixed.length + 5);
        assert.deepEqual(
            added.filter(({ metric }) => !isPublished(metric)),
            [],
        );
        assert.equal(
            added.at(-1)?.description,
            "For 45 minutes the readers have used more than 60 % of their processors on average: there are 5 already, " +
                "or Aurora adds none. Runbook: docs/runbook.md#reader-scaling",
        );
    });

    it("has a section of the dashboard with all readers, which is valid for CloudWatch", async () => {
        const run = await wholeProgram(scaledProd);

        const graphs = graphTexts(run).filter(([title = ""]) => / (all readers|a reader)/.test(title));

        const readers = `DBClusterIdentifier ${identifier} Role READER`;
        assert.deepEqual(graphs, [
            ["Processors of all readers, %", `CPUUtilization ${readers} Average`, `CPUUtilization ${readers} Maximum`],
            [
                "Connections of all readers",
                `DatabaseConnections ${readers} Average`,
                `DatabaseConnections ${readers} Maximum`,
            ],
            ["Least free memory of a reader, bytes", `FreeableMemory ${readers} Minimum`],
            ["Least free local storage of a reader, bytes", `FreeLocalStorage ${readers} Minimum`],
        ]);
        assert.deepEqual(dashboardProblems(output(one(run, "Dashboard"), "dashboardBody")), []);
        assert.deepEqual(
            graphMetrics(run).filter((metric) => metric.namespace === "AWS/RDS" && !isPublished(metric)),
            [],
        );
    });

    it("keeps the alarms of the fixed instances", async () => {
        const run = await wholeProgram(scaledProd);

        const watched = ofKind(run, "MetricAlarm").map(
            ({ inputs }) => toRecord(inputs.dimensions).DBInstanceIdentifier,
        );

        assert.deepEqual(
            [0, 1].map((index) => watched.filter((each) => each === instanceName(identifier, index)).length),
            [4, 4],
        );
    });
});

describe("a custom endpoint", () => {
    it("has the named readers as members, and a parameter with its host", async () => {
        const run = await wholeProgram(scaledProd);

        const endpoint = one(run, "ClusterEndpoint");
        const parameter = one(run, "Parameter", "database-analytics-host");

        assert.deepEqual(endpoint.inputs, {
            clusterIdentifier: identifier,
            clusterEndpointIdentifier: `${identifier}-analytics`,
            customEndpointType: "READER",
            staticMembers: [instanceName(identifier, 1)],
            tags: tags("prod"),
        });
        assert.deepEqual(
            [parameter.inputs.name, parameter.inputs.value],
            ["/experimentation/prod/database/analytics-host", output(endpoint, "endpoint")],
        );
        assert.match(output(endpoint, "endpoint"), /^experimentation-prod-analytics\.cluster-custom-/);
    });

    it("of one reader is warned of in production", async () => {
        const { warnings } = await wholeProgram(scaledProd);

        assert.ok(warnings.some((each) => each.startsWith("customEndpointReaders: one reader alone; ")));
    });
});
