import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { stacks } from "../program/runs";
import { byJob, jobs, readCiFile, steps, stepsOf, workflows } from "./workflows";

const read = { contents: "read" };
const withRole = { contents: "read", "id-token": "write" };

describe("the workflows", () => {
    it("run on these events", () => {
        const events = Object.fromEntries(workflows.map(({ path, content }) => [path.slice(18), content.on]));

        assert.deepEqual(events, {
            "deploy.yml": { push: { branches: ["main"] } },
            "drift.yml": { schedule: [{ cron: "17 3 * * *" }], workflow_dispatch: null },
            "preview.yml": { pull_request: { branches: ["main"] } },
            "test.yml": { push: { "branches-ignore": ["main"] }, pull_request: null, workflow_call: null },
            "up.yml": { workflow_call: toRecord(readCiFile(".github/workflows/up.yml").content.on).workflow_call },
        });
    });

    it("give each job its own permissions, and an id-token only to those that take a role", () => {
        const permissions = byJob("permissions");

        assert.deepEqual(
            workflows.map(({ content }) => content.permissions),
            workflows.map(() => ({})),
        );
        assert.deepEqual(permissions, {
            "deploy.yml test": read,
            "deploy.yml dev": withRole,
            "deploy.yml staging": withRole,
            "deploy.yml prod": withRole,
            "drift.yml preview": withRole,
            "drift.yml report": { issues: "write" },
            "preview.yml preview": { ...withRole, "pull-requests": "write" },
            "preview.yml fork": {},
            "test.yml test": read,
            "test.yml engine": read,
            "test.yml faults": read,
            "test.yml workflows": read,
            "test.yml sbom": read,
            "up.yml up": withRole,
        });
    });

    it("end every job in time", () => {
        const minutes = byJob("timeout-minutes");

        const called = Object.keys(byJob("uses"));
        assert.deepEqual(called, ["deploy.yml test", "deploy.yml dev", "deploy.yml staging", "deploy.yml prod"]);
        assert.deepEqual(
            jobs.map(({ name }) => name).filter((name) => typeof minutes[name] !== "number"),
            called,
        );
    });

    it("take a role for as long as the job may take, and no longer than the role lets them", () => {
        const { "session-seconds": byDefault } = toRecord(
            readCiFile(".github/actions/stack/action.yml").content.inputs,
        );
        const sessions = jobs.flatMap(({ name, definition }) =>
            stepsOf(definition)
                .filter(({ uses }) => uses === "./.github/actions/stack")
                .map((step) => [
                    name,
                    definition["timeout-minutes"],
                    toRecord(step.with)["session-seconds"] ?? toRecord(byDefault).default,
                ]),
        );

        assert.deepEqual(sessions, [
            ["drift.yml preview", 20, "3600"],
            ["preview.yml preview", 20, "3600"],
            ["up.yml up", 120, "7200"],
        ]);
    });

    it("bring a commit to dev, then to staging, then to prod, after its tests", () => {
        const deployments = jobs
            .filter(({ name }) => name.startsWith("deploy.yml "))
            .map(({ name, definition }) => [name, definition.needs, definition.uses, definition.with]);

        const up = "./.github/workflows/up.yml";
        assert.deepEqual(deployments, [
            ["deploy.yml test", undefined, "./.github/workflows/test.yml", undefined],
            ["deploy.yml dev", "test", up, { stack: "dev" }],
            ["deploy.yml staging", "dev", up, { stack: "staging" }],
            ["deploy.yml prod", "staging", up, { stack: "prod" }],
        ]);
    });

    it("run jobs and steps on these conditions alone, and let no failure pass", () => {
        const conditions = byJob("if");
        const ofSteps = steps.flatMap((step) => ("if" in step ? [step.if] : []));
        const lenient = [...jobs.map(({ definition }) => definition), ...steps].filter(
            (each) => "continue-on-error" in each,
        );

        assert.deepEqual(conditions, {
            "drift.yml preview": "github.ref == 'refs/heads/main'",
            "drift.yml report": "${{ !cancelled() }}",
            "preview.yml preview": "github.event.pull_request.head.repo.full_name == github.repository",
            "preview.yml fork": "github.event.pull_request.head.repo.full_name != github.repository",
        });
        assert.deepEqual(ofSteps, ["inputs.pulumi == 'true'", "inputs.pulumi == 'true'"]);
        assert.deepEqual(lenient, []);
    });

    it("run these commands of Pulumi, all but the nightly one with the policies", () => {
        const commands = steps.flatMap(({ run }) => (/pulumi (?!login)/.test(String(run)) ? [String(run)] : []));
        const byAction = steps.filter((step) => "command" in toRecord(step.with)).map((step) => toRecord(step.with));

        assert.deepEqual(commands, [
            'pulumi preview --stack "$STACK" --refresh --expect-no-changes --diff --suppress-progress' +
                " --exclude '**aws:secretsmanager/secretVersion:SecretVersion::**'",
            'pulumi up --stack "$STACK" --yes --diff --policy-pack policy --suppress-progress',
        ]);
        assert.deepEqual(
            byAction.map((input) => [input.command, input["stack-name"], input.policyPacks]),
            [["preview", "${{ matrix.stack }}", "policy"]],
        );
    });

    it("update a stack once at a time, and never end an update half-way", () => {
        const concurrency = byJob("concurrency");

        assert.deepEqual(concurrency, {
            "preview.yml preview": {
                group: "preview-${{ matrix.stack }}-${{ github.event.pull_request.number }}",
                "cancel-in-progress": true,
            },
            "up.yml up": { group: "up-${{ inputs.stack }}", "cancel-in-progress": false },
        });
    });

    it("take each stack's role from an environment of its own", () => {
        const environments = byJob("environment");

        assert.deepEqual(environments, {
            "drift.yml preview": "${{ matrix.stack }}-preview",
            "preview.yml preview": "${{ matrix.stack }}-preview",
            "up.yml up": "${{ inputs.stack }}",
        });
    });

    it("keep the bill of materials of each commit", () => {
        const { definition } = jobs.find(({ name }) => name === "test.yml sbom") ?? {};

        const kept = stepsOf(toRecord(definition)).map(({ run, with: inputs }) => run ?? toRecord(inputs));

        assert.deepEqual(kept.slice(1), [
            "npm sbom --package-lock-only --sbom-format cyclonedx > sbom.json",
            { name: "sbom", path: "sbom.json", "retention-days": 90, "if-no-files-found": "error" },
        ]);
    });

    it("look at every stack, on every Node.js that is supported", () => {
        const matrices = Object.entries(byJob("strategy")).map(([name, strategy]) => [name, toRecord(strategy).matrix]);

        assert.deepEqual(Object.fromEntries(matrices), {
            "drift.yml preview": { stack: [...stacks] },
            "preview.yml preview": { stack: [...stacks] },
            "test.yml test": { node: [20, 22, 24] },
        });
    });
});
