import { deepEqual, equal, throws } from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import type { RegisteredResource } from "../../../offline/registeredResource";
import { estimate } from "../../../tools/cost/estimate";
import { cluster, idleMonth, instance, resource } from "./samples";

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
            { type: "aws:cloudwatch/logGroup:LogGroup", count: 1, reason: "charged by use only" },
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
            'awsx:ec2:Vpc (network): natGateways: {"strategy":"Regional"}: must be None, Single or OnePerAz',
        ],
        [
            "an instance of no cluster",
            [instance("db.r5.large")],
            'aws:rds/clusterInstance:ClusterInstance (database-0): clusterIdentifier: "one": must be a cluster of the program',
        ],
    ];
    for (const [name, resources, message] of refused) {
        it(`refuses ${name}`, () => {
            const price = () => estimate(resources, idleMonth);

            throws(price, (error: unknown) => RunError.isInstance(error) && error.message === message);
        });
    }
});
