import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Account, arnOf, currentAccount } from "../shared/account";
import { type Buckets, exportStatements, importStatements } from "../shared/buckets";
import { instanceName } from "../shared/physicalNames";
import { policyDocument, type PolicyStatement, trustPolicy } from "../shared/policyDocument";
import type { AuroraPlatformArgs } from "./platformArgs";

/** Arguments of {@link createBucketRoles}. */
export type BucketRolesArgs = Pick<AuroraPlatformArgs, "identifier" | "instances" | "buckets" | "readerScaling">;

/** Resources that use the buckets. */
export interface BucketRolesResources {
    readonly cluster: aws.rds.Cluster;
    /** The database's security group. */
    readonly securityGroup: aws.ec2.SecurityGroup;
}

/**
 * Lets the database export to buckets of S3 and import from them: a role for each direction, and the way to S3.
 *
 * Two roles, because RDS associates a role with one feature, and the provider finds an association by its role.
 */
export function createBucketRoles(
    name: string,
    args: BucketRolesArgs,
    { cluster, securityGroup }: BucketRolesResources,
    parent: pulumi.Resource,
): void {
    const { buckets } = args;
    if (buckets === undefined) {
        return;
    }
    const account = currentAccount(parent);
    createStorageRule(name, securityGroup, account, parent);
    const own = { StringEquals: { "aws:ResourceAccount": account.accountId } };
    const useOfKeys = ["kms:Decrypt", "kms:GenerateDataKey"];
    const features: readonly Feature[] = [
        { kind: "export", statements: exportStatements(buckets, own), keyActions: useOfKeys },
        { kind: "import", statements: importStatements(buckets, own), keyActions: ["kms:Decrypt"] },
    ];
    for (const feature of features.filter(({ statements }) => statements.length > 0)) {
        createFeatureRole(name, { ...args, buckets }, feature, { cluster, account }, parent);
    }
}

/** One direction, and what its role may do. */
interface Feature {
    readonly kind: "export" | "import";
    readonly statements: readonly PolicyStatement[];
    /** The actions on the buckets' keys. */
    readonly keyActions: readonly string[];
}

/** RDS's names of the two directions. */
const featureNames = { export: "s3Export", import: "s3Import" } as const;

function createFeatureRole(
    name: string,
    args: BucketRolesArgs & { readonly buckets: Buckets },
    { kind, statements, keyActions }: Feature,
    { cluster, account }: { readonly cluster: aws.rds.Cluster; readonly account: Account },
    parent: pulumi.Resource,
): void {
    const { identifier, buckets } = args;
    const role = new aws.iam.Role(
        `${name}-s3-${kind}`,
        {
            description: `The cluster ${identifier}: ${kind}s through S3`,
            assumeRolePolicy: trustPolicy("rds.amazonaws.com", {
                StringEquals: { "aws:SourceAccount": account.accountId },
                ArnLike: { "aws:SourceArn": sourceArns(args, account) },
            }),
        },
        { parent },
    );
    const policy = new aws.iam.RolePolicy(
        `${name}-s3-${kind}`,
        {
            role: role.name,
            policy: policyDocument(...statements, ...keyStatements(buckets, keyActions, account)),
        },
        { parent },
    );
    new aws.rds.ClusterRoleAssociation(
        `${name}-s3-${kind}`,
        { dbClusterIdentifier: cluster.id, featureName: featureNames[kind], roleArn: role.arn },
        { parent, dependsOn: [policy] },
    );
}

/**
 * The resources in whose name RDS assumes a role. AWS's example for Aurora names an instance, and the role belongs to
 * the cluster: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/postgresql-s3-export-access-bucket.html.
 * The names of readers that autoscaling adds do not begin with the identifier.
 */
function sourceArns(
    { identifier, instances, readerScaling }: BucketRolesArgs,
    account: Account,
): pulumi.Output<string>[] {
    const fixed = [`cluster:${identifier}`, ...instances.map((_, index) => `db:${instanceName(identifier, index)}`)];
    const added = readerScaling === undefined ? [] : ["db:application-autoscaling-*"];
    return [...fixed, ...added].map((resource) => arnOf(account, "rds", resource));
}

/** S3 uses the buckets' keys on behalf of the role. */
function keyStatements(
    { keyArns }: Buckets,
    keyActions: readonly string[],
    { region, dnsSuffix }: Account,
): PolicyStatement[] {
    return keyArns.length === 0
        ? []
        : [
              {
                  Sid: "UseKeys",
                  Effect: "Allow",
                  Action: [...keyActions],
                  Resource: [...keyArns],
                  Condition: { StringEquals: { "kms:ViaService": pulumi.interpolate`s3.${region}.${dnsSuffix}` } },
              },
          ];
}

/** Allows HTTPS to S3, whose addresses AWS keeps in a prefix list. The group has no other outbound rule. */
function createStorageRule(
    name: string,
    securityGroup: aws.ec2.SecurityGroup,
    { region }: Account,
    parent: pulumi.Resource,
): void {
    const storage = aws.ec2.getPrefixListOutput({ name: pulumi.interpolate`com.amazonaws.${region}.s3` }, { parent });
    new aws.vpc.SecurityGroupEgressRule(
        `${name}-s3-egress`,
        {
            securityGroupId: securityGroup.id,
            description: "HTTPS to S3: exports and imports",
            prefixListId: storage.id,
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
        },
        { parent },
    );
}
