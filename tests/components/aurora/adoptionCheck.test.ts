import assert from "node:assert/strict";
import { checkAdoption } from "../../../components/aurora/adoption";
import { type PartOptions, runPart } from "../part";

const ids = { vpcId: "vpc-01234567", functions: ["subnet-0000000a", "subnet-0000000b"] };
const subnetIds = ["subnet-1111111a", "subnet-1111111b"];
const keyArn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd";
const group = "SubnetGroup::database-c64f41";

const configured = {
    identifier: "shop",
    databaseName: "shop",
    masterUsername: "postgres",
    vpcId: ids.vpcId,
    functionSubnetIds: JSON.stringify(ids.functions),
    databaseSubnetIds: JSON.stringify(subnetIds),
};
const imports = { "Cluster::database": "shop", "Key::database": "1234abcd", [group]: "shop-subnets" };

/** What RDS says about a cluster that somebody made by hand in the console. */
const shop = {
    clusterMembers: [],
    databaseName: "shop",
    dbSubnetGroupName: "shop-subnets",
    engine: "aurora-postgresql",
    engineMode: "provisioned",
    engineVersion: "15.18",
    kmsKeyId: keyArn,
    masterUserSecrets: [{ kmsKeyId: keyArn, secretArn: "arn:x", secretStatus: "active" }],
    masterUsername: "postgres",
    replicationSourceIdentifier: "",
    storageEncrypted: true,
    tags: {},
    vpcSecurityGroupIds: [],
};

/** Looks at the cluster as the program does, under a key of which KMS names the manager. */
async function checked(keyManager: string, { changes = {}, ...account }: PartOptions = {}) {
    return await runPart(
        async ({ database, imports: ends, tags, network }) => {
            await checkAdoption("database", { ...database, imports: ends, tags, network });
        },
        {
            changes: { ...configured, imports: JSON.stringify(imports), ...changes },
            clusters: { shop },
            subnetGroups: { "shop-subnets": { vpcId: ids.vpcId, subnetIds } },
            keys: { [keyArn]: { keyManager } },
            ...account,
        },
    );
}

const onlyCluster = { imports: JSON.stringify({ "Cluster::database": "shop" }) };

describe("the look-up of a cluster that the stack takes over", () => {
    it("accepts a cluster whose master is postgres, under a key that somebody made", async () => {
        const { warnings } = await checked("CUSTOMER");

        assert.deepEqual(warnings, []);
    });

    it("refuses AWS's own key, and does not ask to import it", async () => {
        const run = checked("AWS", { changes: onlyCluster });

        await assert.rejects(run, (error: Error) => {
            const [, ...problems] = error.message.split("\n  ");
            assert.deepEqual(problems, [
                `its key ${keyArn} is AWS's own, which cannot be changed or shared; restore a snapshot of it under a key ` +
                    "of the stack instead",
                `its subnet group is shop-subnets; add ${group}: shop-subnets to imports`,
            ]);
            return true;
        });
    });

    it("asks for no key of a cluster without encryption", async () => {
        const run = checked("CUSTOMER", {
            clusters: { shop: { ...shop, storageEncrypted: false, kmsKeyId: "" } },
            keys: {},
        });

        await assert.rejects(
            run,
            /cannot be taken over as it is:\n {2}its storage is not encrypted, which cannot be changed; .*$/,
        );
    });

    it("says which key it cannot read", async () => {
        const run = checked("CUSTOMER", { keys: {} });

        await assert.rejects(run, /reading KMS Key \(arn:aws:kms:\S+1234abcd\)/);
    });

    it("asks nothing of a cluster that the stack has taken over, not even when its tags are about to change", async () => {
        const tags = { environment: "dev", owner: "others", "cost-centre": "1", "managed-by": "pulumi", Name: "shop" };

        const run = checked("CUSTOMER", { changes: onlyCluster, clusters: { shop: { ...shop, tags } } });

        await assert.doesNotReject(run);
    });

    for (const tag of ["Name", "owner", "managed-by"]) {
        it(`asks of a cluster that lacks the program's tag ${tag}`, async () => {
            const all = {
                environment: "dev",
                owner: "others",
                "cost-centre": "1",
                "managed-by": "pulumi",
                Name: "shop",
            };
            const tags = Object.fromEntries(Object.entries(all).filter(([key]) => key !== tag));

            const run = checked("CUSTOMER", { changes: onlyCluster, clusters: { shop: { ...shop, tags } } });

            await assert.rejects(run, /its key is .*; add Key::database: 1234abcd to imports/);
        });
    }
});
