import assert from "node:assert/strict";
import {
    type AdoptionArgs,
    adoptionProblems,
    adoptionWarnings,
    type ExistingCluster,
} from "../../../components/aurora/adoption";
import { subnetProblems, type Subnets } from "../../../components/aurora/adoptionSubnets";

const keyArn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd";
const imports = {
    "Cluster::database": "shop",
    "ClusterInstance::database-0": "shop-0",
    "Key::database": "1234abcd",
    "SubnetGroup::database-c64f41": "shop_subnets",
};

const cluster: ExistingCluster = {
    clusterMembers: ["shop-0"],
    databaseName: "shop",
    dbSubnetGroupName: "shop_subnets",
    engine: "aurora-postgresql",
    engineMode: "provisioned",
    engineVersion: "15.18",
    keyManager: "CUSTOMER",
    kmsKeyId: keyArn,
    masterUserSecrets: [{ kmsKeyId: keyArn, secretArn: "arn:x", secretStatus: "active" }],
    masterUsername: "postgres",
    replicationSourceIdentifier: "",
    storageEncrypted: true,
    tags: {},
    vpcSecurityGroupIds: ["sg-01234567"],
};

const instance = {
    instanceClass: "db.t3.medium",
    promotionTier: 0,
    isServerless: false,
    memoryGiB: 4,
    maxConnections: 400,
    pauses: false,
};
const args: AdoptionArgs = {
    identifier: "shop",
    databaseName: "shop",
    masterUsername: "postgres",
    majorVersion: 15,
    allowMajorVersionUpgrade: false,
    instances: [instance],
    extraSecurityGroupIds: ["sg-01234567"],
    imports,
    tags: { "managed-by": "pulumi" },
    network: {
        kind: "existingIds",
        vpcId: "vpc-1",
        functionSubnetIds: ["subnet-9"],
        databaseSubnetIds: ["subnet-1", "subnet-2"],
        endpoints: { kind: "none" },
        port: 5432,
        buckets: undefined,
    },
};
const without = (end: keyof typeof imports) => ({
    imports: Object.fromEntries(Object.entries(imports).filter(([key]) => key !== end)),
});

const group = { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"] };

describe("the adoption of a cluster", () => {
    it("has no problem and no warning where configuration and cluster agree", () => {
        const found = [adoptionProblems("database", args, cluster), adoptionWarnings(args, cluster)];

        assert.deepEqual(found, [[], []]);
    });

    const refused: readonly [changes: Partial<AdoptionArgs>, found: Partial<ExistingCluster>, problem: string][] = [
        [{}, { engine: "aurora-mysql" }, "engine is aurora-mysql; the program is for aurora-postgresql"],
        [
            {},
            { engineMode: "serverless" },
            "engineMode is serverless; restore a snapshot of it into a new cluster instead",
        ],
        [{}, { engineVersion: "14.22" }, "it runs 14.22; set engineVersion to 14, and upgrade later"],
        [{}, { databaseName: "orders" }, "databaseName is orders; set databaseName to orders"],
        [
            {},
            { databaseName: "" },
            "it was made without a database, which cannot be named later; restore a snapshot of it into a new stack instead",
        ],
        [{}, { masterUsername: "root" }, "masterUsername is root; set masterUsername to root"],
        [
            {},
            { storageEncrypted: false, kmsKeyId: "", keyManager: undefined },
            "its storage is not encrypted, which cannot be changed; restore a snapshot of it under a key instead",
        ],
        [without("Key::database"), {}, `its key is ${keyArn}; add Key::database: 1234abcd to imports`],
        [
            {},
            { kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/5678" },
            "its key is arn:aws:kms:us-east-1:123456789012:key/5678; add Key::database: 5678 to imports",
        ],
        [
            without("Key::database"),
            { keyManager: "AWS" },
            `its key ${keyArn} is AWS's own, which cannot be changed or shared; restore a snapshot of it under a key of ` +
                "the stack instead",
        ],
        [
            without("SubnetGroup::database-c64f41"),
            {},
            "its subnet group is shop_subnets; add SubnetGroup::database-c64f41: shop_subnets to imports",
        ],
        [
            {},
            { masterUserSecrets: [] },
            "RDS does not manage its master password; change that first, which gives the master another password: " +
                "aws rds modify-db-cluster --db-cluster-identifier shop --manage-master-user-password " +
                `--master-user-secret-kms-key-id ${keyArn} --apply-immediately; ` +
                "RDS refuses it for a member of a global database, so remove the cluster from there before",
        ],
        [
            {},
            { replicationSourceIdentifier: "arn:aws:rds:eu-west-1:123456789012:cluster:shop" },
            "it is a copy of arn:aws:rds:eu-west-1:123456789012:cluster:shop, as the secondary of a global database is; " +
                "remove it from there, or restore a snapshot of it into a new stack instead",
        ],
        [
            without("ClusterInstance::database-0"),
            {},
            "its instances have the program's names; add ClusterInstance::database-0: shop-0 to imports",
        ],
    ];
    for (const [changes, found, problem] of refused) {
        it(`is refused: ${problem}`, () => {
            const problems = adoptionProblems("database", { ...args, ...changes }, { ...cluster, ...found });

            assert.deepEqual(problems, [problem]);
        });
    }

    it("names every problem at once", () => {
        const found = { ...cluster, databaseName: "orders", masterUsername: "root", masterUserSecrets: [] };

        assert.equal(adoptionProblems("database", args, found).length, 3);
    });

    it("may come with a major upgrade that is allowed", () => {
        const problems = adoptionProblems(
            "database",
            { ...args, allowMajorVersionUpgrade: true },
            { ...cluster, engineVersion: "14.22" },
        );

        assert.deepEqual(problems, []);
    });

    it("warns of the clients and the instances that the cluster loses", () => {
        const found = {
            ...cluster,
            vpcSecurityGroupIds: ["sg-01234567", "sg-89abcdef"],
            clusterMembers: ["shop-0", "blue"],
        };

        const warnings = adoptionWarnings(args, found);

        assert.deepEqual(warnings, [
            "imports: shop loses its security groups sg-89abcdef, and clients that they admit lose the database; " +
                "list in extraSecurityGroupIds those that have to stay",
            "imports: the instances blue stay outside Pulumi; docs/adopt.md has what follows",
        ]);
    });

    const leave = "which a cluster cannot leave; configure this VPC as an existing one, with subnet-1, subnet-2 as its";
    const subnets: readonly [title: string, configured: Subnets | undefined, problems: readonly string[]][] = [
        ["in the configured subnets", group, []],
        ["in fewer subnets than configured", { ...group, subnetIds: [...group.subnetIds, "subnet-3"] }, []],
        ["in another VPC", { ...group, vpcId: "vpc-2" }, [`its subnet group is in vpc-1, ${leave} database subnets`]],
        ["for a new VPC", undefined, [`its subnet group is in vpc-1, ${leave} database subnets`]],
        [
            "in more subnets than configured",
            { ...group, subnetIds: ["subnet-2"] },
            [
                "its subnet group has subnet-1 too, which cannot be removed while an instance is there; add them to the " +
                    "database subnets",
            ],
        ],
    ];
    for (const [title, configured, expected] of subnets) {
        it(`has ${expected.length === 0 ? "no problem" : "a problem"} with a subnet group ${title}`, () => {
            const problems = subnetProblems(group, configured);

            assert.deepEqual(problems, expected);
        });
    }
});
