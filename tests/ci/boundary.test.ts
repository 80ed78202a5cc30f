import assert from "node:assert/strict";
import { accountId } from "../../offline/awsOutputs";
import { toRecord } from "../../offline/toRecord";
import { matchesPattern } from "../../tools/local/iam/wildcard";
import { ofKind, output } from "../program/resources";
import { backupProd, copyingProd, copyVaultArns, projectKeys, region, stacks, wholeProgram } from "../program/runs";
import { allows, type CiRequest, ciStatements, rendered } from "./policies";

const boundary = `arn:aws:iam::${accountId}:policy/experimentation-boundary`;
const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
const log = (group: string) => `arn:aws:logs:${region}:${accountId}:log-group:${group}`;

/** https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRDSEnhancedMonitoringRole.html */
const enhancedMonitoring: CiRequest[] = [
    ...["logs:CreateLogGroup", "logs:PutRetentionPolicy"].map((action) => ({
        action,
        resource: log("RDSOSMetrics"),
        context: {},
    })),
    ...["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams", "logs:GetLogEvents"].map((action) => ({
        action,
        resource: log("RDSOSMetrics:log-stream:db-ABC"),
        context: {},
    })),
];

const copyingToRegion = {
    ...copyingProd,
    config: {
        ...copyingProd.config,
        ...projectKeys({ backupCopyVaultArns: JSON.stringify([copyVaultArns.region]) }),
    },
};

describe("the permissions boundary of docs/ci", () => {
    for (const policy of ["boundary-policy.json", "deploy-boundary-policy.json"]) {
        it(`${policy} fits a managed policy of at most 6,144 characters`, () => {
            const characters = rendered(policy).replace(/\s/g, "").length;

            assert.ok(characters <= 6_144, `${characters} characters`);
        });
    }

    for (const [name, options] of [
        ...stacks.map((stack) => [stack, { stack }] as const),
        ["backups", backupProd] as const,
        ["copies of backups in another region", copyingToRegion] as const,
    ]) {
        it(`allows each role of ${name} what its policies allow`, async () => {
            const run = await wholeProgram(options);

            const requests = [
                ...ofKind(run, "RolePolicy").flatMap((policy) => requestsOf(output(policy, "policy"))),
                ...enhancedMonitoring,
            ];

            assert.deepEqual(
                requests.filter((request) => !allows("boundary-policy.json", request)),
                [],
            );
            assert.ok(requests.length > 40);
        });
    }

    it("keeps backups from another account, whose vault has to be added by hand", () => {
        const request = { action: "backup:CopyIntoBackupVault", context: {} };

        const allowed = Object.values(copyVaultArns).filter((resource) =>
            allows("boundary-policy.json", { ...request, resource }),
        );

        assert.deepEqual(allowed, [copyVaultArns.region]);
    });

    it("gives no role power over roles, keys or this program's resources, except to make snapshots for backups", () => {
        const writes = ciStatements("boundary-policy.json")
            .flatMap(({ actions }) => actions)
            .filter((action) => /^(iam|sts|kms|rds|s3|cloudformation|lambda):/.test(action) || action.includes("*"));

        assert.deepEqual(writes, [
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:GenerateDataKey",
            "lambda:InvokeFunction",
            "rds:AddTagsToResource",
            "rds:CreateDBClusterSnapshot",
            "rds:DescribeDBClusterAutomatedBackups",
            "rds:DescribeDBClusterSnapshots",
            "rds:DescribeDBClusters",
            "rds:ListTagsForResource",
            "rds:DeleteDBClusterSnapshot",
            "rds:ModifyDBClusterSnapshotAttribute",
            "rds:AddTagsToResource",
            "rds:CopyDBClusterSnapshot",
            "rds:DeleteDBClusterSnapshot",
            "rds:DescribeDBClusterSnapshots",
            "rds:ListTagsForResource",
            "kms:DescribeKey",
            "kms:CreateGrant",
        ]);
    });

    const cases: [action: string, resource: string, of: string | undefined, denied: boolean][] = [
        ["iam:CreateRole", role("access-1"), boundary, false],
        ["iam:CreateRole", role("access-1"), undefined, true],
        ["iam:CreateRole", role("access-1"), "arn:aws:iam::aws:policy/AdministratorAccess", true],
        ["iam:PutRolePolicy", role("access-1"), boundary, false],
        ["iam:PutRolePolicy", role("access-1"), undefined, true],
        ["iam:AttachRolePolicy", role("database-monitoring-1"), boundary, false],
        ["iam:AttachRolePolicy", role("database-monitoring-1"), undefined, true],
        ["iam:PutRolePermissionsBoundary", role("access-1"), boundary, false],
        ["iam:PutRolePermissionsBoundary", role("access-1"), "arn:aws:iam::aws:policy/AdministratorAccess", true],
        ["iam:DeleteRolePermissionsBoundary", role("access-1"), boundary, true],
        ["iam:CreatePolicyVersion", boundary, undefined, true],
        ["iam:SetDefaultPolicyVersion", boundary, undefined, true],
        ["iam:DeleteRole", role("access-1"), boundary, false],
    ];
    for (const [action, resource, of, denied] of cases) {
        it(`keeps the deploy role from ${action} where the boundary is ${of ?? "none"}: ${denied}`, () => {
            const found = denials(action, of).filter(({ resources }) =>
                resources.some((pattern) => matchesPattern(pattern, resource)),
            );

            assert.equal(found.length > 0, denied);
        });
    }

    it("allows the deploy role to set the boundary on an existing role, and only on roles of this program", () => {
        const context = { "iam:PermissionsBoundary": boundary };
        const request = { action: "iam:PutRolePermissionsBoundary", context };

        const allowed = [role("access-1"), role("database-rotation-1"), role("admin"), role("github-dev-deploy")].map(
            (resource) => allows("deploy-boundary-policy.json", { ...request, resource }),
        );

        assert.deepEqual(allowed, [true, true, false, false]);
        assert.equal(
            allows("deploy-boundary-policy.json", { ...request, resource: role("access-1"), context: {} }),
            false,
        );
    });
});

/** The requests that a role's policy allows. Its resources, also patterns, are taken literally. */
function requestsOf(policy: string): CiRequest[] {
    const { Statement } = toRecord(JSON.parse(policy));
    const statements = (Array.isArray(Statement) ? Statement : [Statement]).map(toRecord);
    return statements
        .filter(({ Effect }) => Effect === "Allow")
        .flatMap(({ Action, Resource, Condition }) =>
            [Action].flat().flatMap((action) =>
                [Resource].flat().map((resource) => ({
                    action: String(action),
                    resource: String(resource),
                    context: Object.fromEntries(
                        Object.values(toRecord(Condition))
                            .flatMap((keys) => Object.entries(toRecord(keys)))
                            .map(([key, value]) => [key, String(value)]),
                    ),
                })),
            ),
        );
}

/** The denials of the deploy role's second document that hold for an action on a role with a boundary, or without. */
function denials(action: string, of: string | undefined) {
    return ciStatements("deploy-boundary-policy.json")
        .filter(({ effect, actions }) => effect === "Deny" && actions.includes(action))
        .filter(({ definition: { Condition } }) => {
            const { StringNotEquals, ...others } = toRecord(Condition);
            assert.deepEqual(others, {});
            const { "iam:PermissionsBoundary": wanted } = toRecord(StringNotEquals);
            return wanted === undefined || wanted !== of;
        });
}
