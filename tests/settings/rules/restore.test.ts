import { type Case, describeRules } from "./describeRules";

const source = (key: string) =>
    `the data of a cluster comes from one source, and ${key} is set too; remove one of them`;
const own =
    "is this stack's own cluster; set it to another one, or restore a lost cluster from a snapshot or by the resource " +
    "id of its retained backups";
const identifierRule =
    "is not the identifier of a cluster; set it to one, of 1 to 63 lower-case letters, digits and single hyphens, or " +
    "restoreCluster to the resource id of a deleted one, cluster-ABC…";
const snapshotRule =
    "is neither the identifier nor the ARN of a cluster snapshot; set it to one, for instance before-the-migration";
const example = 'latest, or to an instant in UTC in quotes, for instance "2026-11-25T02:55:00Z"';
const arn = (rest: string) => `arn:aws:rds:us-east-1:123456789012:${rest}`;

describeRules("the source of a cluster's data", [
    [{ restoreSnapshot: "before-the-migration" }],
    [{ restoreSnapshot: "Upper-Case" }],
    [{ restoreSnapshot: "before-the-migration", retainBackups: "true" }],
    [
        { cloneCluster: "experimentation-prod", cloneExpiresOn: "2026-12-24", retainBackups: "true" },
        "retainBackups: true: a clone with a last day is destroyed with its data, which its source has; set it to false",
    ],
    [{ restoreSnapshot: "rds:shop-2026-11-25-03-07" }],
    [{ restoreSnapshot: "awsbackup:job-0a1b2c3d-0a1b" }],
    [{ restoreSnapshot: arn("cluster-snapshot:shared") }],
    [{ restoreSnapshot: arn("cluster-snapshot:awsbackup:job-0a1b2c3d") }],
    ...["a--b", "a-", "1a", "a b", "other:a", "a".repeat(256)].map((restoreSnapshot): Case => [
        { restoreSnapshot },
        `restoreSnapshot: ${restoreSnapshot.length > 100 ? `${"a".repeat(100)}...` : restoreSnapshot}: ${snapshotRule}`,
    ]),
    [
        { restoreSnapshot: arn("snapshot:of-an-instance") },
        `restoreSnapshot: ${arn("snapshot:of-an-instance")}: is the ARN of a snapshot; use that of a cluster-snapshot`,
    ],
    [
        { restoreSnapshot: "arn:aws:rds:eu-west-1:123456789012:cluster-snapshot:a" },
        "restoreSnapshot: arn:aws:rds:eu-west-1:123456789012:cluster-snapshot:a: is a snapshot of eu-west-1, and the " +
            "stack is in us-east-1; copy it there first, and set the copy's ARN",
    ],
    [
        { restoreSnapshot: "arn:aws:rds:us-east-1:12345:cluster-snapshot:a" },
        `restoreSnapshot: arn:aws:rds:us-east-1:12345:cluster-snapshot:a: ${snapshotRule}`,
    ],
    [{ restoreCluster: "experimentation-prod", restoreTime: "latest" }],
    [{ restoreCluster: "experimentation-prod", restoreTime: "2028-02-29T23:59:59Z" }],
    [{ restoreCluster: "cluster-XV34SKKX6QXIUOELHDBYY4PIVM", restoreTime: "latest" }],
    [{ restoreCluster: "cluster-0123456789", restoreTime: "latest" }],
    [{ restoreCluster: "Prod", restoreTime: "latest" }, `restoreCluster: Prod: ${identifierRule}`],
    [
        { restoreCluster: "experimentation-staging", restoreTime: "latest" },
        `restoreCluster: experimentation-staging: ${own}`,
    ],
    [{ restoreCluster: "prod" }, `restoreTime: (empty): restoreCluster needs a time; set it to ${example}`],
    [
        { restoreTime: "latest" },
        "restoreTime: latest: has no effect without restoreCluster; set that, or remove the time",
    ],
    ...[
        "2026-11-25T02:55:00+01:00",
        "2026-11-25T02:55:00",
        "2026-11-25 02:55:00Z",
        "2026-11-25 02:55:00 +0000 UTC",
        "2026-11-25T02:55:00.5Z",
        "2026-02-30T00:00:00Z",
        "2026-11-25T24:00:00Z",
        "yesterday",
    ].map((restoreTime): Case => [
        { restoreCluster: "prod", restoreTime },
        `restoreTime: ${restoreTime}: is no instant in UTC to the second; set it to ${example}`,
    ]),
    [{ cloneCluster: "experimentation-prod", cloneExpiresOn: "2026-12-24" }],
    // A stack whose clone has expired can still be changed and destroyed.
    [{ cloneCluster: "experimentation-prod", cloneExpiresOn: "2020-02-29" }],
    [{ cloneCluster: "experimentation-prod", cloneExpiresOn: "never", retainBackups: "true" }],
    [{ cloneCluster: "a_b", cloneExpiresOn: "2026-12-24" }, `cloneCluster: a_b: ${identifierRule}`],
    [
        { cloneCluster: "experimentation-staging", cloneExpiresOn: "2026-12-24" },
        `cloneCluster: experimentation-staging: ${own}`,
    ],
    [
        { cloneCluster: "prod" },
        'cloneExpiresOn: (empty): a clone has a last day, by which a forgotten one is found; set it, for instance to "2026-12-24", or to never if the clone stays',
    ],
    [
        { cloneExpiresOn: "2026-12-24" },
        "cloneExpiresOn: 2026-12-24: has no effect without cloneCluster; set that, or remove the date",
    ],
    ...["2026-02-29", "2026-13-01", "2026-12-24 00:00:00 +0000 UTC", "24.12.2026", "tomorrow", "Never"].map(
        (cloneExpiresOn): Case => [
            { cloneCluster: "prod", cloneExpiresOn },
            `cloneExpiresOn: ${cloneExpiresOn}: is no date; write it as YYYY-MM-DD in quotes, for instance "2026-12-24"`,
        ],
    ),
    [
        { restoreSnapshot: "a", restoreCluster: "prod", restoreTime: "latest" },
        `restoreCluster: prod: ${source("restoreSnapshot")}`,
    ],
    [
        { restoreSnapshot: "a", cloneCluster: "prod", cloneExpiresOn: "2026-12-24" },
        `cloneCluster: prod: ${source("restoreSnapshot")}`,
    ],
    [
        { restoreCluster: "prod", restoreTime: "latest", cloneCluster: "prod", cloneExpiresOn: "2026-12-24" },
        `cloneCluster: prod: ${source("restoreCluster")}`,
    ],
    [
        { restoreSnapshot: "a", imports: '{"Cluster::database":"experimentation-staging"}' },
        'imports: {"Cluster::database":"experimentation-staging"}: a cluster that is taken over has its data; remove ' +
            "Cluster::database, or the key that restores",
    ],
]);
