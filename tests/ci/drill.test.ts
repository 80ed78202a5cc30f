import assert from "node:assert/strict";
import { accountId } from "../../offline/awsOutputs";
import { toRecord } from "../../offline/toRecord";
import { matchesArn, matchesPattern } from "../../tools/local/iam/wildcard";
import { region } from "../program/runs";
import { expand, isRun } from "./expressions";
import { allows, ciStatements } from "./policies";
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
    const denied = (action: string, resource: string) =>
        ciStatements("drill-policy.json").some(
            ({ effect, actions, definition: { NotResource, Condition } }) =>
                effect === "Deny" &&
                Condition === undefined &&
                actions.some((pattern) => matchesPattern(pattern, action)) &&
                ![NotResource].flat().some((pattern) => matchesArn(String(pattern), resource)),
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

    for (const [action, ofDrill, ofProduction] of [
        [
            "rds:DeleteDBCluster",
            arn("rds", "cluster:experimentation-prod-drill"),
            arn("rds", "cluster:experimentation-prod"),
        ],
        [
            "rds:ModifyDBCluster",
            arn("rds", "cluster:experimentation-prod-drill"),
            arn("rds", "cluster:experimentation-prod"),
        ],
        [
            "rds:DeleteDBInstance",
            arn("rds", "db:experimentation-prod-drill-0"),
            arn("rds", "db:experimentation-prod-0"),
        ],
        [
            "secretsmanager:DeleteSecret",
            arn("secretsmanager", "secret:experimentation-prod-drill-reader"),
            arn("secretsmanager", "secret:experimentation-prod-reader"),
        ],
        [
            "secretsmanager:GetSecretValue",
            arn("secretsmanager", "secret:experimentation-prod-drill-reader"),
            arn("secretsmanager", "secret:experimentation-prod-reader"),
        ],
        [
            "lambda:UpdateFunctionCode",
            arn("lambda", "function:experimentation-prod-drill-access"),
            arn("lambda", "function:experimentation-prod-access"),
        ],
    ] as const) {
        it(`denies ${action} on the running stack, and not on the drill's`, () => {
            assert.deepEqual([denied(action, ofDrill), denied(action, ofProduction)], [false, true]);
        });
    }

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
