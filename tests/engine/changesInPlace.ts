import type { Value } from "./harness/engineStack";

/** A change of a stack's configuration, with all changes of its resources. */
export interface ConfigurationChange {
    readonly title: string;
    readonly values: Readonly<Record<string, Value>>;
    readonly changes: readonly string[];
}

const kinds = ["application", "migration", "reader"];
const instances = ["database-0", "database-1"];
const dashboard = "update Dashboard monitoring (dashboardBody)";
const alarmsOfClass = ["connections", "local-storage", "memory"];
const alarmsOfInstance = ["connections", "cpu", "local-storage", "memory"];

/** The changes for another instance class. */
const classChanges = [
    ...instances.map((name) => `update ClusterInstance ${name} (instanceClass)`),
    "update ClusterParameterGroup database-aurora-postgresql15 (parameters)",
    dashboard,
    ...alarmsOfClass.flatMap((alarm) =>
        [0, 1].map((index) => `update MetricAlarm monitoring-${alarm}-${index} (threshold)`),
    ),
];

/** The changes of the alarms between provisioned and serverless instances. */
function alarmsForCapacity(ofServerless: string, ofProvisioned: string): string[] {
    const alarms = (operation: string, keys: readonly string[]) =>
        keys.flatMap((key) => [0, 1].map((index) => `${operation} MetricAlarm monitoring-${key}-${index}`));
    return [
        dashboard,
        ...alarms(ofServerless, ["capacity", "full-capacity"]),
        ...alarms(ofProvisioned, ["cpu", "local-storage", "memory"]),
        ...[0, 1].map((index) => `update MetricAlarm monitoring-connections-${index} (threshold)`),
    ];
}

/** The changes of a stack when its database begins to pause, or no longer does. */
function pauseChanges(ofPause: string, ofHealthCheck: string): string[] {
    const alarms = ["access-duration", "roll-up", "rotation-overdue", "rotation-unknown", "unhealthy", "writer-silent"];
    return [
        "update Cluster database (serverlessv2ScalingConfiguration)",
        "update Function access (environment)",
        "update Function database-rotation (environment)",
        "update EventTarget monitoring-key (input)",
        dashboard,
        ...[0, 1].map((index) => `${ofPause} MetricAlarm monitoring-awake-${index}`),
        ...["access-roll-up", "monitoring-health-check"].flatMap((name) =>
            ["Role", "RolePolicy", "Schedule"].map((kind) => `${ofHealthCheck} ${kind} ${name}`),
        ),
        ...[...alarms, "writer-unreachable"].map((alarm) => `${ofHealthCheck} MetricAlarm monitoring-${alarm}`),
        `${ofHealthCheck} CompositeAlarm monitoring-unavailable`,
    ];
}

/** Changes in place, made one after the other on one stack. */
export const inPlace: readonly ConfigurationChange[] = [
    {
        title: "a larger class changes the instances, and with them the memory parameters and the alarms",
        values: { instanceClass: "db.t3.large" },
        changes: classChanges,
    },
    {
        title: "the former class changes the same resources",
        values: { instanceClass: undefined },
        changes: classChanges,
    },
    ...[
        {
            title: "a larger reader of a higher tier",
            values: { instanceClasses: ["", "db.t3.large"], promotionTiers: [0, 2] },
        },
        {
            title: "the reader's former class and tier",
            values: { instanceClasses: undefined, promotionTiers: undefined },
        },
    ].map(({ title, values }) => ({
        title: `${title} changes the instance and its alarms, but not the parameters`,
        values,
        changes: [
            "update ClusterInstance database-1 (instanceClass, promotionTier)",
            dashboard,
            ...alarmsOfClass.map((alarm) => `update MetricAlarm monitoring-${alarm}-1 (threshold)`),
        ],
    })),
    {
        title: "serverless instances need the cluster's range first, and other alarms",
        values: { instanceClass: "db.serverless", minCapacity: 0.5, maxCapacity: 2 },
        changes: [
            "update Cluster database (serverlessv2ScalingConfiguration)",
            ...instances.map((name) => `update ClusterInstance ${name} (instanceClass)`),
            ...alarmsForCapacity("create", "delete"),
        ],
    },
    {
        title: "a larger range changes the cluster, the memory parameters and the alarms",
        values: { maxCapacity: 8 },
        changes: [
            "update Cluster database (serverlessv2ScalingConfiguration)",
            "update ClusterParameterGroup database-aurora-postgresql15 (parameters)",
            dashboard,
            ...[0, 1].flatMap((index) => [
                `update MetricAlarm monitoring-capacity-${index} (alarmDescription)`,
                `update MetricAlarm monitoring-connections-${index} (threshold)`,
                `update MetricAlarm monitoring-full-capacity-${index} (alarmDescription, threshold)`,
            ]),
        ],
    },
    {
        title: "a database that pauses has neither health check nor roll-ups, none of their alarms, and functions that wait for it",
        values: { minCapacity: 0, pauseAfterSeconds: 600 },
        changes: pauseChanges("create", "delete"),
    },
    {
        title: "a longer pause changes the cluster alone",
        values: { pauseAfterSeconds: 3600 },
        changes: ["update Cluster database (serverlessv2ScalingConfiguration)"],
    },
    {
        title: "a database that no longer pauses has its health check, the roll-ups and the alarms again",
        values: { minCapacity: 0.5, pauseAfterSeconds: undefined },
        changes: pauseChanges("delete", "create"),
    },
    ...[
        { dataApi: true, dataApiReason: "reports" },
        { dataApi: undefined, dataApiReason: undefined },
    ].map((values) => ({
        title: `the Data API is switched ${values.dataApi === true ? "on" : "off"} on the running cluster`,
        values,
        changes: ["update Cluster database (enableHttpEndpoint, tags)"],
    })),
    {
        title: "the former class leaves the range, which RDS cannot remove",
        values: { instanceClass: undefined, minCapacity: undefined, maxCapacity: undefined },
        changes: [
            ...instances.map((name) => `update ClusterInstance ${name} (instanceClass)`),
            "update ClusterParameterGroup database-aurora-postgresql15 (parameters)",
            ...alarmsForCapacity("delete", "create"),
        ],
    },
    {
        title: "one more reader creates only the instance and its alarms",
        values: { instances: 3 },
        changes: [
            "create ClusterInstance database-2",
            ...alarmsOfInstance.map((alarm) => `create MetricAlarm monitoring-${alarm}-2`),
            dashboard,
            "update EventSubscription monitoring-instance (sourceIds)",
        ],
    },
    {
        title: "one reader fewer deletes only the instance and its alarms",
        values: { instances: undefined },
        changes: [
            "delete ClusterInstance database-2",
            ...alarmsOfInstance.map((alarm) => `delete MetricAlarm monitoring-${alarm}-2`),
            dashboard,
            "update EventSubscription monitoring-instance (sourceIds)",
        ],
    },
    {
        title: "I/O-optimized storage changes the cluster",
        values: { storageType: "ioOptimized" },
        changes: ["update Cluster database (storageType)"],
    },
    {
        title: "standard storage changes the cluster back",
        values: { storageType: undefined },
        changes: ["update Cluster database (storageType)"],
    },
    {
        title: "another maintenance window changes the cluster and each instance",
        values: { maintenanceWindow: "mon:05:00-mon:06:00" },
        changes: [
            "update Cluster database (preferredMaintenanceWindow)",
            ...instances.map((name) => `update ClusterInstance ${name} (preferredMaintenanceWindow)`),
        ],
    },
    {
        title: "longer backups change the cluster",
        values: { backupRetentionDays: 14 },
        changes: ["update Cluster database (backupRetentionPeriod)"],
    },
    {
        title: "another tuning changes the parameters",
        values: { tuning: "minimal" },
        changes: ["update ClusterParameterGroup database-aurora-postgresql15 (parameters)"],
    },
    {
        title: "another rotation interval changes the schedules and the alarm on an overdue rotation",
        values: { rotationDays: 15 },
        changes: [
            dashboard,
            "update MetricAlarm monitoring-rotation-overdue (alarmDescription, threshold)",
            ...kinds.map((kind) => `update SecretRotation database-${kind} (rotationRules)`),
        ],
    },
    {
        title: "a permissions boundary changes the roles",
        values: { permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/experimentation-boundary" },
        changes: [
            "access-role",
            "access-roll-up",
            "database-monitoring",
            "database-rotation-role",
            "flow-logs",
            "monitoring-health-check",
        ].map((name) => `update Role ${name} (permissionsBoundary)`),
    },
    {
        title: "a pinned minor version changes cluster and instances",
        values: { engineVersion: "15.18", minorVersions: "pinned" },
        changes: [
            "update Cluster database (autoMinorVersionUpgrade, engineVersion)",
            ...instances.map((name) => `update ClusterInstance ${name} (autoMinorVersionUpgrade)`),
        ],
    },
    {
        title: "ranges of clients add rules to the network ACL, and where they are admitted to the security group",
        values: { clientCidrs: ["10.40.0.0/16"], clientCidrsIngress: true },
        changes: [
            "create SecurityGroupIngressRule database-10.40.0.0-16-ingress",
            "update NetworkAcl network-database (egress, ingress)",
        ],
    },
    {
        title: "without scheduled roll-ups there is no alarm on them, and a retention changes the access function's variables",
        values: { rollUpMinutes: 0, eventRetentionDays: 90 },
        changes: [
            dashboard,
            "update Function access (environment)",
            ...["Role", "RolePolicy", "Schedule"].map((kind) => `delete ${kind} access-roll-up`),
            "delete MetricAlarm monitoring-roll-up",
        ],
    },
    {
        title: "extensions change the parameters and the variables of both functions",
        values: { extensions: ["pg_cron", "vector"] },
        changes: [
            "update ClusterParameterGroup database-aurora-postgresql15 (parameters)",
            "update Function access (environment)",
            "update Function database-rotation (environment)",
        ],
    },
    {
        title: "own parameters change the parameters",
        values: { parameters: { work_mem: 4096, random_page_cost: "4", max_worker_processes: "32" } },
        changes: ["update ClusterParameterGroup database-aurora-postgresql15 (parameters)"],
    },
    {
        title: "isolated database subnets lose their routes and change their tags",
        values: { databaseSubnets: "isolated" },
        changes: [1, 2].flatMap((zone) => [
            `delete Route network-database-${zone}`,
            `update RouteTable network-database-${zone} (tags)`,
            `update Subnet network-database-${zone} (tags)`,
        ]),
    },
];
