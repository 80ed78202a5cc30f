import { toRecord } from "../../offline/toRecord";
import type { Engine } from "./harness/engine";
import type { EngineStack } from "./harness/engineStack";
import type { Account } from "./providers/account";
import type { StoredResource } from "./providers/stored";

/** Another cluster of the account, with its key and an instance, in a newer minor version than RDS's default. */
export function addShop(account: Account): StoredResource {
    const key = account.add("aws:kms/key:Key", "shop", { description: "shop" });
    account.add("aws:rds/clusterInstance:ClusterInstance", "shop", {
        identifier: "shop-0",
        clusterIdentifier: "shop",
        engine: "aurora-postgresql",
        instanceClass: "db.r5.large",
    });
    return account.add("aws:rds/cluster:Cluster", "shop", {
        clusterIdentifier: "shop",
        engine: "aurora-postgresql",
        engineVersion: "15.17",
        databaseName: "experimentation",
        masterUsername: "clustermaster",
        masterUserSecretKmsKeyId: key.state.arn,
        storageEncrypted: true,
        kmsKeyId: key.state.arn,
        dbClusterParameterGroupName: "shop",
        port: 5555,
        backupRetentionPeriod: 35,
        preferredBackupWindow: "22:00-23:00",
        tags: { team: "shop" },
    });
}

/** The stack's own cluster. @throws if the account has none. */
export function ownCluster({ account }: Engine): StoredResource {
    const own = account.all.find(({ type, id }) => type === "aws:rds/cluster:Cluster" && id === "experimentation-dev");
    if (own === undefined) {
        throw new Error("the account has no cluster of the stack");
    }
    return own;
}

/** The master's secret that the rotation reads. */
export function masterSecretOfRotation(stack: EngineStack): unknown {
    const { environment } = stack.state().find("Function", "database-rotation").outputs;
    return toRecord(toRecord(environment).variables).MASTER_SECRET_ARN;
}

/** The ARN of a cluster's master secret. */
export function secretOf({ state }: StoredResource): unknown {
    const [secret] = [state.masterUserSecrets].flat();
    return toRecord(secret).secretArn;
}

/**
 * What follows another cluster of the same identifier: its instance, the rotation's access to its master secret, and a
 * rotation of each secret. The endpoints, and so the parameters, stay.
 */
export const followsCluster: readonly string[] = [
    "create ClusterInstance database-0",
    ...["create-replacement", "delete-replaced", "replace"].flatMap((step) =>
        ["application", "migration", "reader"].map((kind) => `${step} SecretRotation database-${kind}`),
    ),
    "update Function database-rotation (environment)",
    "update RolePolicy database-rotation-policy (policy)",
];
