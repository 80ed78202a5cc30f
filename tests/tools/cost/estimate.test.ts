import { deepEqual, equal, throws } from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import type { RegisteredResource } from "../../../offline/registeredResource";
import { estimate } from "../../../tools/cost/estimate";
import { cluster, idleMonth, instance, resource } from "./resources";

type Row = [part: string, resource: string, item: string, quantity: number, usd: number, cents: number];

/** The lines of resources in short form. */
function rowsOf(resources: readonly RegisteredResource[], usage = idleMonth): Row[] {
    return estimate(resources, usage).lines.map(({ part, resource: name, item, quantity, price, cents }) => [
        part,
        name,
        item,
        quantity,
        price.usd,
        cents,
    ]);
}

function usesOf(...resources: RegisteredResource[]): [what: string, usd: number][] {
    return estimate(resources, idleMonth).uses.map(({ what, price }) => [what, price.usd]);
}

describe("the estimate of the database", () => {
    it("prices a standard cluster: volume, requests, master secret and instance hours", () => {
        const resources = [instance("db.t3.medium", 60), cluster({ manageMasterUserPassword: true })];

        const rows = rowsOf(resources, { storageGib: 100, ios: 250_000_000 });

        deepEqual(rows, [
            ["instances", "database-0", "db.t3.medium", 730, 0.082, 5986],
            ["storage", "database", "standard storage", 100, 0.1, 1000],
            ["I/O requests", "database", "I/O requests", 250, 0.2, 5000],
            ["keys and secrets", "database", "secret of the master user", 1, 0.4, 40],
        ]);
        deepEqual(usesOf(...resources), [
            ["data stored", 0.1],
            ["I/O requests", 0.2],
            ["backups beyond the volume's size", 0.021],
            ["CPU credits", 0.09],
            ["log of Enhanced Monitoring", 0.5],
        ]);
    });

    it("prices an I/O-optimized cluster without requests", () => {
        const resources = [cluster({ storageType: "aurora-iopt1" }), instance("db.t4g.medium")];

        const rows = rowsOf(resources, { storageGib: 100, ios: 250_000_000 });

        deepEqual(rows, [
            ["instances", "database-0", "db.t4g.medium", 730, 0.0949, 6928],
            ["storage", "database", "I/O-optimized storage", 100, 0.225, 2250],
        ]);
        deepEqual(usesOf(...resources), [
            ["data stored", 0.225],
            ["backups beyond the volume's size", 0.021],
            ["CPU credits", 0.12],
        ]);
    });

    it("prices advanced Database Insights by vCPU", () => {
        const rows = rowsOf([cluster({ databaseInsightsMode: "advanced" }), instance("db.r5.xlarge")]);

        deepEqual(rows[2], ["monitoring", "database-0", "Database Insights, advanced", 2920, 0.0125, 3650]);
        equal(rows.length, 3);
    });
});

describe("the estimate of the network", () => {
    const vpc = (strategy: string) =>
        resource("awsx:ec2:Vpc", "network", { natGateways: { strategy }, availabilityZoneNames: ["a", "b", "c"] });

    it("prices a NAT gateway and its public address for each zone", () => {
        const rows = rowsOf([vpc("OnePerAz")]);

        deepEqual(rows, [
            ["network", "network", "NAT gateways (3)", 2190, 0.045, 9855],
            ["network", "network", "their public addresses (3)", 2190, 0.005, 1095],
        ]);
    });

    it("prices a single NAT gateway", () => {
        const rows = rowsOf([vpc("Single")]);

        deepEqual(
            rows.map(([, , , , , cents]) => cents),
            [3285, 365],
        );
    });

    it("treats a VPC without gateways as free", () => {
        const { lines, idle } = estimate([vpc("None")], idleMonth);

        deepEqual(lines, []);
        deepEqual(idle, [{ type: "awsx:ec2:Vpc", count: 1, reason: "nothing as it is configured" }]);
    });

    it("prices an interface endpoint in each of its zones", () => {
        const endpoint = resource("aws:ec2/vpcEndpoint:VpcEndpoint", "ssm", {
            vpcEndpointType: "Interface",
            subnetIds: ["a", "b", "c"],
        });

        const rows = rowsOf([endpoint]);

        deepEqual(rows, [["network", "ssm", "interface endpoint in 3 zones", 2190, 0.01, 2190]]);
    });
});

describe("the estimate of keys, secrets and functions", () => {
    it("prices a key and a secret by the month and by use", () => {
        const key = resource("aws:kms/key:Key", "key", { enableKeyRotation: true });
        const secret = resource("aws:secretsmanager/secret:Secret", "reader");

        const rows = rowsOf([secret, key]);

        deepEqual(rows, [
            ["keys and secrets", "key", "customer-managed key", 1, 1, 100],
            ["keys and secrets", "reader", "secret", 1, 0.4, 40],
        ]);
        deepEqual(usesOf(key, secret), [
            ["requests to KMS", 0.03],
            ["key's rotations", 1],
            ["calls of Secrets Manager", 0.05],
        ]);
    });

    const lambda = (mode: string) =>
        resource("aws:lambda/function:Function", "access", { tracingConfig: { mode } }, { arn: "arn:access" });
    const schedule = (scheduleExpression: string) =>
        resource("aws:scheduler/schedule:Schedule", "check", { scheduleExpression, target: { arn: "arn:access" } });

    it("prices a function only by use, with traces if it is traced", () => {
        const uses = [usesOf(lambda("PassThrough")), usesOf(lambda("Active"))];

        deepEqual(uses, [
            [
                ["invocations", 0.2],
                ["time of functions by their memory", 0.0000166667],
            ],
            [
                ["invocations", 0.2],
                ["time of functions by their memory", 0.0000166667],
                ["traces", 5],
            ],
        ]);
    });

    it("prices the invocations of a schedule at idle", () => {
        const secret = resource("aws:secretsmanager/secret:Secret", "reader");

        const rows = rowsOf([secret, lambda("Active"), schedule("rate(1 minute)")]);

        deepEqual(rows, [
            ["keys and secrets", "reader", "secret", 1, 0.4, 40],
            ["monitoring", "check", "scheduled invocations", 0.0438, 1, 4],
            ["monitoring", "check", "invocations by the schedule", 0.0438, 0.2, 1],
            ["monitoring", "check", "secrets described by these", 4.38, 0.05, 22],
            ["monitoring", "check", "traces of these", 0.0438, 5, 22],
        ]);
    });

    it("counts a schedule's minutes, hours and days", () => {
        const quantities = ["rate(5 minutes)", "rate(2 hours)", "rate(1 day)"].map(
            (expression) => rowsOf([lambda("PassThrough"), schedule(expression)])[0]?.[3],
        );

        deepEqual(quantities, [8760 / 1e6, 365 / 1e6, 43_800 / 1440 / 1e6]);
    });
});

describe("an estimate", () => {
    it("adds its lines up to the total, and counts idle resources by type and reason", () => {
        const role = (name: string) => resource("aws:iam/role:Role", name);
        const group = resource("aws:cloudwatch/logGroup:LogGroup", "logs", { retentionInDays: 365 });

        const { lines, idle, cents } = estimate(
            [role("a"), cluster({ manageMasterUserPassword: true }), group, role("b")],
            idleMonth,
        );

        deepEqual(
            lines.map((line) => line.cents),
            [100, 40],
        );
        equal(cents, 140);
        deepEqual(idle, [
            { type: "aws:cloudwatch/logGroup:LogGroup", count: 1, reason: "paid by use alone" },
            { type: "aws:iam/role:Role", count: 2, reason: "IAM is free" },
        ]);
    });

    it("lists a resource's uses only at the first of its lines", () => {
        const { lines } = estimate([cluster({ manageMasterUserPassword: true })], idleMonth);

        deepEqual(
            lines.map(({ uses }) => uses),
            [["data stored", "I/O requests", "backups beyond the volume's size"], []],
        );
    });

    it("does not depend on the order of registration", () => {
        const resources = [instance("db.r5.large"), cluster(), resource("aws:kms/key:Key", "key")];

        const both = [estimate(resources, idleMonth), estimate([...resources].reverse(), idleMonth)];

        deepEqual(both[0], both[1]);
    });

    const refused: [name: string, resources: RegisteredResource[], message: string][] = [
        [
            "a type that has no entry",
            [resource("aws:s3/bucket:Bucket", "files")],
            "aws:s3/bucket:Bucket (files): has no price; add the type to a table of tools/cost/resources/, " +
                "with its prices in tools/cost/prices.ts, or give the reason (freeBecause) in its record in resourceTypes/",
        ],
        [
            "a storage type that Aurora may get",
            [cluster({ storageType: "aurora-iopt2" })],
            'aws:rds/cluster:Cluster (database): storageType: "aurora-iopt2": has no price; add it to tools/cost/prices.ts',
        ],
        [
            "a gateway strategy that awsx may get",
            [resource("awsx:ec2:Vpc", "network", { natGateways: { strategy: "Regional" } })],
            'awsx:ec2:Vpc (network): natGateways: {"strategy":"Regional"}: is no strategy of awsx: None, Single or OnePerAz',
        ],
        [
            "an instance of no cluster",
            [instance("db.r5.large")],
            'aws:rds/clusterInstance:ClusterInstance (database-0): clusterIdentifier: "one": is no cluster of the program',
        ],
    ];
    for (const [name, resources, message] of refused) {
        it(`refuses ${name}`, () => {
            const price = () => estimate(resources, idleMonth);

            throws(price, (error: unknown) => RunError.isInstance(error) && error.message === message);
        });
    }
});
