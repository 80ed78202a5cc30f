import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accountId } from "../../offline/awsOutputs";
import { projectFolder } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { matchesArn, matchesPattern } from "../../tools/local/iam/wildcard";
import { region } from "../program/runs";
import { expand, isRun } from "./expressions";
import { allows, ciStatements, values } from "./policies";
import { byHand, nightly } from "./runs";
import { jobs, readCiFile, stepsOf } from "./workflows";

const drill = jobs.filter(({ name }) => name.startsWith("drill.yml "));
const withRole = drill.filter(({ definition }) => "steps" in definition);

describe("the workflow of a drill", () => {
    it("rehearses production alone, in an environment of its own, and cleans up whatever happened", () => {
        const commands = withRole.map(({ name, definition }) => {
            const { run, env } = stepsOf(definition).at(-1) ?? {};
            return [name, definition.environment, String(run).split(" ").slice(2).join(" "), toRecord(env).STACK];
        });

        assert.deepEqual(commands, [
            [
                "drill.yml rehearse",
                "prod-drill",
                'tools/drill/main.ts --stack "$STACK" | tee "$GITHUB_STEP_SUMMARY"',
                "prod",
            ],
            ["drill.yml clean", "prod-drill", 'tools/drill/main.ts --stack "$STACK" --clean', "prod"],
        ]);
        // A shell that is named fails with any command of a pipe (pipefail).
        assert.equal(stepsOf(withRole[0]?.definition ?? {}).at(-1)?.shell, "bash");
    });

    for (const status of ["success", "failure", "cancelled"] as const) {
        it(`runs its clean-up after a rehearsal with ${status}, on main alone`, () => {
            const [, clean] = withRole;

            const runs = [nightly, byHand("main"), byHand("other")].map((run) =>
                isRun(clean?.definition ?? {}, run, status),
            );

            assert.deepEqual(runs, [true, true, false]);
        });
    }

    it("reports a failure of either job", () => {
        const { with: inputs } = toRecord(toRecord(readCiFile(".github/workflows/drill.yml").content.jobs).report);

        const results = [
            ["success", "success"],
            ["failure", "success"],
            ["success", "failure"],
            ["cancelled", "success"],
            ["skipped", "skipped"],
        ].map(([rehearse, clean]) =>
            expand(toRecord(inputs).result, { needs: { rehearse: { result: rehearse }, clean: { result: clean } } }),
        );

        assert.deepEqual(results, ["success", "failure", "failure", "cancelled", "skipped"]);
    });
});

describe("docs/ci/drill-policy.json", () => {
    const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
    const toStrings = (value: unknown): readonly string[] =>
        (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string");
    const denied = (action: string, resource: string) =>
        ciStatements("drill-policy.json").some(
            ({ effect, actions, definition: { NotResource, Condition } }) =>
                effect === "Deny" &&
                Condition === undefined &&
                actions.some((pattern) => matchesPattern(pattern, action)) &&
                !toStrings(NotResource).some((pattern) => matchesArn(pattern, resource)),
        );

    it("lets the role invoke access functions, and list backups", () => {
        const context = {};

        const allowed = [
            {
                action: "lambda:InvokeFunction",
                resource: arn("lambda", "function:experimentation-prod-access"),
                context,
            },
            { action: "backup:ListRecoveryPointsByResource", resource: "*", context },
        ].map((request) => allows("drill-policy.json", request));

        assert.deepEqual(allowed, [true, true]);
    });

    const state = (stack: string) =>
        `arn:aws:s3:::${values.STATE_BUCKET ?? ""}/.pulumi/stacks/experimentation-database/${stack}.json`;

    for (const [actions, ofDrill, ofProduction] of [
        [
            ["rds:DeleteDBCluster", "rds:ModifyDBCluster", "rds:CreateDBInstance", "rds:AddTagsToResource"],
            arn("rds", "cluster:experimentation-prod-drill"),
            arn("rds", "cluster:experimentation-prod"),
        ],
        [
            ["rds:CreateDBInstance", "rds:DeleteDBInstance", "rds:RebootDBInstance"],
            arn("rds", "db:experimentation-prod-drill-0"),
            arn("rds", "db:experimentation-prod-0"),
        ],
        [
            [
                ...["DeleteSecret", "GetSecretValue", "PutResourcePolicy", "PutSecretValue", "UpdateSecret"],
                "UpdateSecretVersionStage",
            ].map((name) => `secretsmanager:${name}`),
            arn("secretsmanager", "secret:experimentation-prod-drill-reader"),
            arn("secretsmanager", "secret:experimentation-prod-reader"),
        ],
        [
            ["AddPermission", "PutFunctionConcurrency", "UpdateFunctionCode", "DeleteFunction"].map(
                (name) => `lambda:${name}`,
            ),
            arn("lambda", "function:experimentation-prod-drill-access"),
            arn("lambda", "function:experimentation-prod-access"),
        ],
        [
            ["ssm:PutParameter", "ssm:DeleteParameter"],
            arn("ssm", "parameter/experimentation/prod/database-drill/host"),
            arn("ssm", "parameter/experimentation/prod/database/host"),
        ],
        [
            ["logs:DeleteLogGroup", "logs:PutRetentionPolicy"],
            arn("logs", "log-group:/aws/rds/cluster/experimentation-prod-drill/postgresql"),
            arn("logs", "log-group:/aws/rds/cluster/experimentation-prod/postgresql"),
        ],
        [
            ["kms:UpdateAlias", "kms:DeleteAlias"],
            arn("kms", "alias/experimentation-prod-drill"),
            arn("kms", "alias/experimentation-prod"),
        ],
        [["s3:PutObject", "s3:DeleteObject"], state("drill-prod"), state("prod")],
    ] as const) {
        for (const action of actions) {
            it(`denies ${action} on ${ofProduction.split(":").slice(5).join(":")}, and not on the drill's`, () => {
                assert.deepEqual([denied(action, ofDrill), denied(action, ofProduction)], [false, true]);
            });
        }
    }

    it("denies all of monitoring, which a drill has not", () => {
        const actions = ["cloudwatch:DeleteAlarms", "sns:Unsubscribe", "events:DeleteRule", "scheduler:DeleteSchedule"];

        assert.deepEqual(
            actions.map((action) => denied(action, "*")),
            actions.map(() => true),
        );
    });

    it("lets the role read what the drill checks and restores", () => {
        const needed = [
            ["lambda:InvokeFunction", arn("lambda", "function:experimentation-prod-access")],
            ["rds:DescribeDBClusters", arn("rds", "cluster:experimentation-prod")],
            ["rds:RestoreDBClusterFromSnapshot", arn("rds", "cluster-snapshot:rds:experimentation-prod-1")],
            ["s3:GetObject", state("prod")],
        ] as const;

        assert.deepEqual(
            needed.map(([action, resource]) => denied(action, resource)),
            needed.map(() => false),
        );
    });

    it("cannot deny these, so that the environment needs reviewers (docs/ci.md)", () => {
        const open = [
            ...["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:PassRole"].map((action) => [
                action,
                `arn:aws:iam::${accountId}:role/database-rotation-0a1b2c3`,
            ]),
            ["rds:ModifyDBClusterParameterGroup", arn("rds", "cluster-pg:database-0a1b2c3")],
            ["rds:ModifyDBSubnetGroup", arn("rds", "subgrp:database-0a1b2c3")],
            ["ec2:RevokeSecurityGroupIngress", arn("ec2", "security-group/sg-0a1b2c3d")],
        ] as const;
        const documented = readFileSync(join(projectFolder, "docs/ci.md"), "utf8");

        assert.deepEqual(
            open.map(([action = "", resource = ""]) => denied(action, resource)),
            open.map(() => false),
        );
        assert.match(documented, /environments\/prod-drill" --input - <<JSON\s+\{\s+"reviewers"/);
    });

    it("denies what ends a key, save that of a drill", () => {
        const statement = ciStatements("drill-policy.json").find(({ sid }) => sid === "KeepKeys");

        assert.deepEqual(
            [statement?.effect, statement?.actions, statement?.resources, statement?.definition.Condition],
            [
                "Deny",
                ["kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
                ["*"],
                { StringNotLike: { "aws:ResourceTag/Name": "experimentation-*-drill" } },
            ],
        );
    });
});
