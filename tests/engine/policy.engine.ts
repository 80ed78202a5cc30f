import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { transform } from "../../components/shared/transform";
import { evaluate } from "../../policy/evaluate";
import { rules } from "../../policy/rules";
import { withTransforms } from "../harness/withTransforms";
import { Engine } from "./harness/engine";
import type { EngineStack } from "./harness/engineStack";
import { indexProgram, type Program } from "./harness/program";
import { packFolder, provideAnalyzer, violationsIn } from "./policyPack";

/** `index.ts` with a public instance, which the configuration does not offer. */
const publicProgram: Program = async () =>
    await withTransforms(
        () => [
            transform(aws.rds.ClusterInstance, "database-*", (args) => {
                args.publiclyAccessible = true;
            }),
        ],
        indexProgram,
    );

describe("the policy pack on the real engine", () => {
    let engine: Engine;
    let stack: EngineStack;
    let removeAnalyzer: () => void;

    before(async () => {
        removeAnalyzer = provideAnalyzer();
        engine = await Engine.start();
        stack = await engine.stack("staging", { quick: true });
    });

    after(() => {
        engine.close();
        removeAnalyzer();
    });

    it("refuses a preview only for violations, not for unknown values", async () => {
        stack.configure({ instances: 1, tracing: false });

        const preview = await stack.preview({ program: publicProgram, policyPacks: [packFolder] });
        stack.configure({ instances: undefined, tracing: undefined });

        assert.equal(preview.exitCode, 1);
        assert.deepEqual(violationsIn(preview), [
            ...["access", "database-rotation"].map(
                (name) =>
                    `advisory function-tracing of ${name}: tracingConfig.mode: PassThrough: must be Active; set the stack's tracing to true`,
            ),
            "mandatory cluster-two-instances of database: instances: 1: must be 2 or more; set the stack's instances to 2 or more",
            "mandatory cluster-two-zones of database: availabilityZone: us-east-1a: must be two or more; set the stack's multiZone to true and its instances to 2 or more",
            "mandatory instance-not-public of database-0: publiclyAccessible: true: must be false; set publiclyAccessible: false",
        ]);
        assert.deepEqual(engine.account.operations, []);
    });

    it("accepts all resources of an update, whose values are known", async () => {
        // No stack's file has addresses for alarms, scaling or a custom endpoint, and each rule needs a resource.
        stack.configure({
            alarmEmails: ["on-call@example.com"],
            customEndpoint: "analytics",
            customEndpointReaders: [1],
            readerScaling: "cpu",
            readerScalingMax: 3,
            exportBucketArns: ["arn:aws:s3:::warehouse"],
            backupPlan: true,
            backupLock: "governance",
            backupLockMinDays: 7,
            databases: { reports: { schemas: ["marts"] } },
            databaseRoles: { jane: { login: "iam", memberOf: ["experimentation_reader"] } },
        });

        const up = await stack.up();

        const made = engine.account.all.map(({ type, name, urn, id, state }) => ({
            type,
            name,
            urn,
            properties: { ...state, id },
        }));

        const evaluations = rules.map((rule) =>
            evaluate(rule, made, { environment: "staging", decommissioned: false }),
        );

        const messages = evaluations.flatMap(({ violations }) =>
            violations.map(({ rule, resource, message }) => `${rule.id}: ${resource.name}: ${message}`),
        );
        assert.deepEqual([up.errors, messages], [[], []]);
        const idle = rules.filter((_, index) => evaluations[index]?.subjects === 0).map(({ id }) => id);
        assert.deepEqual(idle, []);
    });
});
