import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkArgs } from "../network/types";
import { instanceName } from "../shared/physicalNames";
import { configuredSubnets, subnetProblems } from "./adoptionSubnets";
import { findCluster } from "./existingCluster";
import type { AuroraPlatformArgs } from "./platformArgs";
import { subnetGroupName } from "./subnetGroup";

/** Arguments of {@link checkAdoption}. */
export type AdoptionArgs = Pick<
    AuroraPlatformArgs,
    | "identifier"
    | "databaseName"
    | "masterUsername"
    | "majorVersion"
    | "allowMajorVersionUpgrade"
    | "instances"
    | "extraSecurityGroupIds"
> & {
    /** The ids of the resources that the stack takes over, by the ends of their URNs. */
    readonly imports: Readonly<Record<string, string>>;
    /** The tags of every resource of the stack. */
    readonly tags: Readonly<Record<string, string>>;
    /** The configured network. */
    readonly network: NetworkArgs;
};

/** A cluster that exists in AWS. */
export type ExistingCluster = Pick<
    aws.rds.GetClusterResult,
    | "clusterMembers"
    | "databaseName"
    | "dbSubnetGroupName"
    | "engine"
    | "engineMode"
    | "engineVersion"
    | "kmsKeyId"
    | "masterUserSecrets"
    | "masterUsername"
    | "replicationSourceIdentifier"
    | "storageEncrypted"
    | "tags"
    | "vpcSecurityGroupIds"
> & {
    /** Who manages the key of its storage: `AWS` for `aws/rds`, `CUSTOMER` for others. Undefined without a key. */
    readonly keyManager: string | undefined;
};

/**
 * Looks at a cluster that the stack is about to take over, before any resource is registered. Without an import of the
 * cluster it calls nothing.
 *
 * @param name the platform's name.
 * @throws RunError with everything in which the cluster differs so that the program would replace it or fail.
 */
export async function checkAdoption(name: string, args: AdoptionArgs): Promise<void> {
    const { identifier, imports } = args;
    if (imports[`Cluster::${name}`] === undefined) {
        return;
    }
    const found = await findCluster(identifier);
    // Of a cluster that does not exist, Pulumi's import names the id.
    if (found === undefined || isOwn(found, args)) {
        return;
    }
    const cluster = { ...found, keyManager: await keyManager(found) };
    const group = await aws.rds.getSubnetGroup({ name: cluster.dbSubnetGroupName });
    const problems = [
        ...adoptionProblems(name, args, cluster),
        ...subnetProblems(group, await configuredSubnets(args.network)),
    ];
    if (problems.length > 0) {
        throw new pulumi.RunError([`imports: ${identifier} cannot be taken over as it is:`, ...problems].join("\n  "));
    }
    for (const warning of adoptionWarnings(args, cluster)) {
        void pulumi.log.warn(warning);
    }
}

/** Whether the stack has made or adopted the cluster before. The values of its other tags may be about to change. */
function isOwn({ tags }: Pick<ExistingCluster, "tags">, args: AdoptionArgs): boolean {
    const fixed = { "managed-by": args.tags["managed-by"], Name: args.identifier };
    return (
        Object.keys(args.tags).every((key) => key in tags) &&
        Object.entries(fixed).every(([key, value]) => tags[key] === value)
    );
}

async function keyManager({ kmsKeyId }: Pick<ExistingCluster, "kmsKeyId">): Promise<string | undefined> {
    return kmsKeyId === "" ? undefined : (await aws.kms.getKey({ keyId: kmsKeyId })).keyManager;
}

/** The reasons why the program would replace the cluster, or fail with it: each with its fix. */
export function adoptionProblems(name: string, args: AdoptionArgs, cluster: ExistingCluster): string[] {
    const { identifier, databaseName, masterUsername, majorVersion, imports } = args;
    const [major = ""] = cluster.engineVersion.split(".");
    const keyId = cluster.kmsKeyId.slice(cluster.kmsKeyId.lastIndexOf("/") + 1);
    const group = `SubnetGroup::${subnetGroupName(name, args)}`;
    const missing = args.instances.flatMap((_, index) => {
        const member = instanceName(identifier, index);
        const end = `ClusterInstance::${name}-${index}`;
        return cluster.clusterMembers.includes(member) && imports[end] !== member ? [`${end}: ${member}`] : [];
    });
    const rules: readonly (readonly [boolean, string])[] = [
        [cluster.engine === "aurora-postgresql", `engine is ${cluster.engine}; the program is for aurora-postgresql`],
        [
            cluster.engineMode === "provisioned",
            `engineMode is ${cluster.engineMode}; restore a snapshot of it into a new cluster instead`,
        ],
        [
            cluster.replicationSourceIdentifier === "",
            `it is a copy of ${cluster.replicationSourceIdentifier}, as the secondary of a global database is; remove it ` +
                "from there, or restore a snapshot of it into a new stack instead",
        ],
        [
            major === String(majorVersion) || args.allowMajorVersionUpgrade,
            `it runs ${cluster.engineVersion}; set engineVersion to ${major}, and upgrade later`,
        ],
        [
            cluster.databaseName !== "",
            "it was made without a database, which cannot be named later; restore a snapshot of it into a new stack instead",
        ],
        [
            ["", databaseName].includes(cluster.databaseName),
            `databaseName is ${cluster.databaseName}; set databaseName to ${cluster.databaseName}`,
        ],
        [
            cluster.masterUsername === masterUsername,
            `masterUsername is ${cluster.masterUsername}; set masterUsername to ${cluster.masterUsername}`,
        ],
        [
            cluster.storageEncrypted,
            "its storage is not encrypted, which cannot be changed; restore a snapshot of it under a key instead",
        ],
        [
            // https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key
            cluster.keyManager !== "AWS",
            `its key ${cluster.kmsKeyId} is AWS's own, which cannot be changed or shared; restore a snapshot of it under ` +
                "a key of the stack instead",
        ],
        [
            !cluster.storageEncrypted || cluster.keyManager === "AWS" || imports[`Key::${name}`] === keyId,
            `its key is ${cluster.kmsKeyId}; add Key::${name}: ${keyId} to imports`,
        ],
        [
            imports[group] === cluster.dbSubnetGroupName,
            `its subnet group is ${cluster.dbSubnetGroupName}; add ${group}: ${cluster.dbSubnetGroupName} to imports`,
        ],
        [
            cluster.masterUserSecrets.length > 0,
            "RDS does not manage its master password; change that first, which gives the master another password: " +
                `aws rds modify-db-cluster --db-cluster-identifier ${identifier} --manage-master-user-password ` +
                `--master-user-secret-kms-key-id ${cluster.kmsKeyId} --apply-immediately; ` +
                // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html, "Limitations"
                "RDS refuses it for a member of a global database, so remove the cluster from there before",
        ],
        [missing.length === 0, `its instances have the program's names; add ${missing.join(" and ")} to imports`],
    ];
    return rules.filter(([holds]) => !holds).map(([, problem]) => problem);
}

/** What the next `up` will change for others: not shown as such in the preview. */
export function adoptionWarnings(args: AdoptionArgs, cluster: ExistingCluster): string[] {
    const { identifier, extraSecurityGroupIds, imports } = args;
    const removed = cluster.vpcSecurityGroupIds.filter((id) => !extraSecurityGroupIds.includes(id));
    const strangers = cluster.clusterMembers.filter((member) => !Object.values(imports).includes(member));
    return [
        ...(removed.length === 0
            ? []
            : [
                  `imports: ${identifier} loses its security groups ${removed.join(", ")}, and clients that they admit lose ` +
                      "the database; list in extraSecurityGroupIds those that have to stay",
              ]),
        ...(strangers.length === 0
            ? []
            : [`imports: the instances ${strangers.join(", ")} stay outside Pulumi; docs/adopt.md has what follows`]),
    ];
}
