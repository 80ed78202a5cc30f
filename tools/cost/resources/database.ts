import type { RegisteredResource } from "../../../offline/registeredResource";
import { toRecord } from "../../../offline/toRecord";
import { instanceClasses } from "../../../settings/capacity/instanceClasses";
import { serverlessClass } from "../../../settings/capacity/serverless";
import { type Charge, type Cost, type CostTable, hoursPerMonth, type Surroundings, type Use } from "../charge";
import { numberInput, refuse, textInput } from "../inputs";
import { instancePrice } from "../instancePrices";
import { prices } from "../prices";
import { backupCosts } from "./backups";
import { capacityCost } from "./capacity";

const clusterType = "aws:rds/cluster:Cluster";

const instanceType = "aws:rds/clusterInstance:ClusterInstance";

/** The cluster's volume and backups, its instances, and the readers that Aurora adds. */
export const databaseCosts: CostTable = {
    ...backupCosts,
    [clusterType]: clusterCost,
    [instanceType]: instanceCost,
    "aws:appautoscaling/target:Target": addedReaderCost,
    // The alarms that start and end the scaling, which Application Auto Scaling creates:
    // https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html
    "aws:appautoscaling/policy:Policy": () => ({
        charges: [{ part: "monitoring", item: "alarms of the autoscaling", quantity: 2, price: prices.alarmMetric }],
        uses: [],
    }),
};

function clusterCost(cluster: RegisteredResource, { usage }: Surroundings): Cost {
    const ioOptimized = isIoOptimized(cluster);
    const storage = ioOptimized ? prices.storageIoOptimized : prices.storage;
    const ofChanges = isClone(cluster);
    const charges: Charge[] = [
        {
            part: "storage",
            item: `${ioOptimized ? "I/O-optimized" : "standard"} storage${ofChanges ? ", changed pages alone" : ""}`,
            quantity: usage.storageGib,
            price: storage,
        },
    ];
    if (!ioOptimized && usage.ios > 0) {
        const quantity = usage.ios / 1_000_000;
        charges.push({ part: "I/O requests", item: "I/O requests", quantity, price: prices.ioRequests });
    }
    if (cluster.inputs.manageMasterUserPassword === true) {
        // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html
        charges.push({
            part: "keys and secrets",
            item: "secret of the master user",
            quantity: 1,
            price: prices.secret,
        });
    }
    return {
        charges,
        uses: [
            { what: ofChanges ? "data that the clone or its source changes" : "data stored", price: storage },
            ...(ioOptimized ? [] : [{ what: "I/O requests", price: prices.ioRequests }]),
            { what: "backups beyond the volume's size", price: prices.backups },
            // Free for the first day: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.Retaining.html
            ...(cluster.inputs.deleteAutomatedBackups === false
                ? [{ what: "backups that outlive a deleted cluster", price: prices.backups }]
                : []),
            ...(cluster.inputs.enableHttpEndpoint === true
                ? [{ what: "Data API requests", price: prices.dataApiRequests }]
                : []),
        ],
    };
}

/**
 * A clone allocates storage only for pages that it or its source changes
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Clone.html).
 */
function isClone({ inputs }: RegisteredResource): boolean {
    return toRecord(inputs.restoreToPointInTime).restoreType === "copy-on-write";
}

function instanceCost(instance: RegisteredResource, { resources, usage }: Surroundings): Cost {
    const instanceClass = textInput(instance, "instanceClass");
    const cluster = clusterOf(instance, resources);
    const ioOptimized = isIoOptimized(cluster);
    const { charges, uses, unpriced } =
        instanceClass === serverlessClass
            ? capacityCost(cluster, ioOptimized, usage)
            : provisionedCost(instance, cluster, instanceClass, ioOptimized);
    return {
        charges,
        uses: [...uses, ...instanceUses(instance, instanceClass, ioOptimized)],
        unpriced: [...unpriced, ...(isRetentionCharged(instance, cluster) ? [retentionCharge] : [])],
    };
}

function provisionedCost(
    instance: RegisteredResource,
    cluster: RegisteredResource,
    instanceClass: string,
    ioOptimized: boolean,
): Required<Cost> {
    const charges: Charge[] = [
        {
            part: "instances",
            item: instanceClass,
            quantity: hoursPerMonth,
            price: instancePrice(instanceClass, ioOptimized),
        },
    ];
    if (cluster.inputs.databaseInsightsMode === "advanced") {
        const vcpus = instanceClasses.get(instanceClass)?.vcpus ?? refuse(instance, "instanceClass", "is unknown");
        charges.push({
            part: "monitoring",
            item: "Database Insights, advanced",
            quantity: vcpus * hoursPerMonth,
            price: prices.databaseInsights,
        });
    }
    return { charges, uses: [], unpriced: [] };
}

function instanceUses(instance: RegisteredResource, instanceClass: string, ioOptimized: boolean): Use[] {
    const uses: Use[] = [];
    if (instanceClass.startsWith("db.t")) {
        // Aurora's burstable instances always run in unlimited mode.
        const price = ioOptimized ? prices.cpuCreditsIoOptimized : prices.cpuCredits;
        uses.push({ what: "CPU credits", price });
    }
    if (numberInput(instance, "monitoringInterval") > 0) {
        uses.push({ what: "Enhanced Monitoring logs", price: prices.logIngestion });
    }
    return uses;
}

/**
 * The standard mode's retention beyond 7 days is charged by vCPU and month; the advanced mode includes it. A price in
 * us-east-1 was not found: Tokyo's is 1.7561 for the first month and 0.0739 for each further one
 * (https://dev.classmethod.jp/articles/amazon-rds-performance-insights-custom-period/).
 */
const retentionCharge =
    "Performance Insights keeps its data longer than 7 days, which is charged by vCPU and month; the price is not known, " +
    "and the charge is not included";

function isRetentionCharged(instance: RegisteredResource, cluster: RegisteredResource): boolean {
    const { performanceInsightsRetentionPeriod: days } = instance.inputs;
    return cluster.inputs.databaseInsightsMode !== "advanced" && typeof days === "number" && days > 7;
}

/** Each added reader has the writer's class. */
function addedReaderCost(target: RegisteredResource, { resources }: Surroundings): Cost {
    const identifier = textInput(target, "resourceId").replace(/^cluster:/, "");
    const writer =
        resources.find(({ type, inputs }) => type === instanceType && inputs.clusterIdentifier === identifier) ??
        refuse(target, "resourceId", "must be a cluster of the program, with instances");
    const cluster = clusterOf(writer, resources);
    const instanceClass = textInput(writer, "instanceClass");
    const price = instancePrice(instanceClass, isIoOptimized(cluster));
    const insights = cluster.inputs.databaseInsightsMode === "advanced";
    return {
        charges: [],
        uses: [
            { what: `each added reader (${instanceClass})`, price },
            ...(insights ? [{ what: "Database Insights of added readers", price: prices.databaseInsights }] : []),
        ],
    };
}

function clusterOf(instance: RegisteredResource, resources: readonly RegisteredResource[]): RegisteredResource {
    const identifier = textInput(instance, "clusterIdentifier");
    return (
        resources.find(({ type, inputs }) => type === clusterType && inputs.clusterIdentifier === identifier) ??
        refuse(instance, "clusterIdentifier", "must be a cluster of the program")
    );
}

function isIoOptimized(cluster: RegisteredResource): boolean {
    const { storageType = "aurora" } = cluster.inputs;
    if (storageType !== "aurora" && storageType !== "aurora-iopt1") {
        refuse(cluster, "storageType", "has no price; add it to tools/cost/prices.ts");
    }
    return storageType === "aurora-iopt1";
}
