import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import { AuroraPlatform } from "../../../components/aurora/auroraPlatform";
import { type Transform, transform } from "../../../components/shared/transform";
import { runPart } from "../part";

/** Registers one resource of some kinds, as if it were a child of a component with the transform. */
async function registered(own: Transform) {
    const { resources } = await runPart(() => {
        const opts = { transformations: [own] };
        const cluster = {
            engine: "aurora-postgresql",
            engineVersion: "15",
            clusterIdentifier: "x",
            port: 5432,
            masterUserSecretKmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/x",
        };
        new aws.rds.Cluster("database", cluster, opts);
        new aws.rds.ClusterInstance(
            "database-0",
            {
                clusterIdentifier: "x",
                engine: "aurora-postgresql",
                instanceClass: "db.r5.large",
                identifier: "x-0",
                engineVersion: "15",
            },
            opts,
        );
        new aws.rds.ClusterParameterGroup("database", { family: "aurora-postgresql15" }, opts);
        new aws.cloudwatch.LogGroup("access-logs", { name: "/aws/lambda/x" }, opts);
        new aws.secretsmanager.SecretVersion("database-reader", { secretId: "x", secretString: "{}" }, opts);
        new aws.ssm.Parameter("database-host", { type: "String", name: "/x/host", value: "x" }, opts);
    });
    return resources;
}

describe("a transform", () => {
    it("sets and deletes arguments of the resources whose class and name it has", async () => {
        const own = transform(aws.rds.ClusterInstance, "database-*", (args, name) => {
            args.promotionTier = 15;
            args.caCertIdentifier = `${name}-ca`;
            delete args.engineVersion;
        });

        const resources = await registered(own);

        const changed = resources.filter(({ inputs }) => inputs.promotionTier === 15);
        assert.deepEqual(
            changed.map(({ name, inputs }) => [name, inputs.caCertIdentifier, inputs.engineVersion]),
            [["database-0", "database-0-ca", undefined]],
        );
        own.refuseUnused();
    });

    const refusals: readonly (readonly [Transform, string])[] = [
        [
            transform(aws.rds.Cluster, "database", (args) => {
                args.port = 5433;
            }),
            "aws:rds/cluster:Cluster database: port: must not be changed; other resources have the same value; set port in the stack's file",
        ],
        [
            transform(aws.rds.Cluster, "database", (args) => {
                args.masterPassword = "secret";
            }),
            "aws:rds/cluster:Cluster database: masterPassword: must not be changed; RDS creates and keeps the master's password",
        ],
        [
            transform(aws.rds.Cluster, "data*", (args) => {
                delete args.clusterIdentifier;
            }),
            "aws:rds/cluster:Cluster database: clusterIdentifier: must not be changed; other resources use this name; set identifier in the stack's file",
        ],
        [
            transform(aws.rds.ClusterInstance, "database-0", (args) => {
                args.instanceClass = "db.r5.xlarge";
            }),
            "aws:rds/clusterInstance:ClusterInstance database-0: instanceClass: must not be changed; other resources have the same value; set instanceClass or readerInstanceClass or instanceClasses in the stack's file",
        ],
        [
            transform(aws.rds.ClusterParameterGroup, "database", (args) => {
                args.family = "aurora-postgresql16";
            }),
            "aws:rds/clusterParameterGroup:ClusterParameterGroup database: family: must not be changed; other resources have the same value; set engineVersion in the stack's file",
        ],
        [
            transform(aws.cloudwatch.LogGroup, "access-logs", (args) => {
                args.name = "mine";
            }),
            "aws:cloudwatch/logGroup:LogGroup access-logs: name: must not be changed; other resources use this name; set identifier in the stack's file",
        ],
        [
            transform(aws.secretsmanager.SecretVersion, "database-reader", (args) => {
                args.secretString = "{}!";
            }),
            "aws:secretsmanager/secretVersion:SecretVersion database-reader: secretString: must not be changed; the rotation function writes all versions but the first",
        ],
        [
            transform(aws.ssm.Parameter, "database-host", (args) => {
                args.value = "localhost";
            }),
            "aws:ssm/parameter:Parameter database-host: value: must not be changed; applications read it; set parameterPath in the stack's file to move all parameters",
        ],
    ];
    for (const [own, problem] of refusals) {
        it(`is refused: ${problem}`, async () => {
            await assert.rejects(registered(own), { message: `transform of ${problem}` });
        });
    }

    it("is refused if it is not used, with the names of its class", async () => {
        const wrongName = transform(aws.rds.ClusterInstance, "database-1", () => undefined);
        const wrongClass = transform(aws.sqs.Queue, "*", () => undefined);
        await registered(wrongName);
        await registered(wrongClass);

        assert.throws(wrongName.refuseUnused, {
            message: "transform of ClusterInstance database-1: there is no such resource; choose one of database-0",
        });
        assert.throws(wrongClass.refuseUnused, {
            message: "transform of Queue *: there is no such resource; this stack has none",
        });
    });

    it("has the types of its class, so that the compiler finds mistakes", () => {
        const mistakes = () => [
            transform(aws.rds.Cluster, "database", (args) => {
                // @ts-expect-error A cluster has no argument of this name.
                args.backTrackWindow = 3600;
            }),
            transform(aws.rds.Cluster, "database", (args) => {
                // @ts-expect-error The argument is a number.
                args.backtrackWindow = "3600";
            }),
            // @ts-expect-error A result would have no effect.
            transform(aws.rds.Cluster, "database", (args) => ({ ...args, backtrackWindow: 3600 })),
            // @ts-expect-error Arguments that are changed later would have no effect.
            transform(aws.rds.Cluster, "database", async (args) => {
                args.backtrackWindow = await Promise.resolve(3600);
            }),
            // @ts-expect-error A component passes its arguments on to its children: change these.
            transform(AuroraPlatform, "database", () => undefined),
            transform(awsx.ec2.Vpc, "network", (args) => {
                args.tags = { cost: "4711" };
            }),
        ];

        assert.equal(typeof mistakes, "function");
    });
});
