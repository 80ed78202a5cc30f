import type { PolicyStatement } from "./policyDocument";

/** Existing S3 buckets of the stack's account and region, to which the database exports and from which it imports. */
export interface Buckets {
    /** ARNs of buckets (`arn:aws:s3:::warehouse`), or of folders in them (`arn:aws:s3:::warehouse/experiments`). */
    readonly exportArns: readonly string[];
    /** As {@link exportArns}. */
    readonly importArns: readonly string[];
    /** ARNs of the customer-managed KMS keys that encrypt the buckets' objects. */
    readonly keyArns: readonly string[];
}

/** The conditions of a statement, for instance on `aws:ResourceAccount`. */
type Conditions = PolicyStatement["Condition"];

/**
 * Allows the requests of an export, for a role or for an endpoint. Empty without buckets.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/postgresql-s3-export-access-bucket.html
 */
export function exportStatements({ exportArns }: Buckets, conditions: Conditions): PolicyStatement[] {
    return exportArns.length === 0
        ? []
        : [
              {
                  Sid: "Export",
                  Effect: "Allow",
                  Action: ["s3:AbortMultipartUpload", "s3:PutObject"],
                  Resource: exportArns.map(objectsOf),
                  Condition: conditions,
              },
          ];
}

/**
 * Allows the requests of an import, for a role or for an endpoint. Empty without buckets. Without the permission to
 * list a bucket, S3 answers "access denied" for an object that does not exist.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PostgreSQL.S3Import.html#USER_PostgreSQL.S3Import.ARNRole
 */
export function importStatements({ importArns }: Buckets, conditions: Conditions): PolicyStatement[] {
    return importArns.length === 0
        ? []
        : [
              {
                  Sid: "Import",
                  Effect: "Allow",
                  Action: "s3:GetObject",
                  Resource: importArns.map(objectsOf),
                  Condition: conditions,
              },
              {
                  Sid: "ListImports",
                  Effect: "Allow",
                  Action: "s3:ListBucket",
                  Resource: [...new Set(importArns.map(bucketOf))],
                  Condition: conditions,
              },
          ];
}

/** A pattern for all objects of a bucket or a folder. */
function objectsOf(arn: string): string {
    return `${arn}/*`;
}

/** The bucket of a folder, or the bucket itself. */
function bucketOf(arn: string): string {
    return arn.split("/", 1).join();
}
