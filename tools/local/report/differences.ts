import { resumeMs } from "../platform/pausing";
import type { LocalPlatform } from "../platform/platform";
import type { LocalResult } from "../runLocally";

/** What differs from AWS in this run, a line each. */
export function differences({ platform: { database, pausing, aws, program } }: LocalResult): string[] {
    const { server } = database;
    const boundaries = program.resources.flatMap(({ inputs: { permissionsBoundary } }) =>
        typeof permissionsBoundary === "string" ? [permissionsBoundary] : [],
    );
    return [
        ...program.assumptions,
        `AWS: SSM and Secrets Manager are served at ${aws.endpoints.url}`,
        ...[...new Set(boundaries)].map((arn) => `Permissions boundary: ${arn} is not known here; roles are not bound`),
        `Database: ${database.host} resolves to 127.0.0.1:${server.port}`,
        ...[database.readerHost, ...database.customHosts].map(
            (each) => `Database: ${each} resolves to 127.0.0.1:${server.standby?.port ?? server.port}`,
        ),
        ...program.resources
            .filter(({ type }) => type === "aws:appautoscaling/target:Target")
            .map(() => "Readers: none is added or removed here (readerScaling); there is one, whatever the load"),
        ...(program.resources.some(({ type }) => type === "aws:rds/clusterRoleAssociation:ClusterRoleAssociation")
            ? ["Buckets: there is neither S3 nor aws_s3 here; statements that export or import fail"]
            : []),
        ...program.resources
            .filter(({ type }) => type === "aws:backup/plan:Plan")
            .map(() => "Backups: AWS Backup takes none here (backupPlan)"),
        ...(database.isServerless ? [capacityDifference(pausing)] : []),
        ...program.resources
            .filter(({ type }) => type === "aws:lambda/invocation:Invocation")
            .map(
                () =>
                    "Declared databases: a login for IAM cannot log in here; RDS accepts its tokens, PostgreSQL does not",
            ),
        ...program.resources
            .filter(({ inputs: { enableHttpEndpoint } }) => enableHttpEndpoint === true)
            .map(() => "Data API: AWS's HTTPS endpoint for SQL is not served here; connect to PostgreSQL"),
        "Certificates: a new authority (CA_FILE) issued them, instead of RDS's authorities",
        "Collation: C, where Aurora has en_US.UTF-8",
        ...server.unappliedSettings.map(
            ({ name, value, reason }) => `Parameter ${name} = ${value} is not applied: ${reason}`,
        ),
    ];
}

function capacityDifference(pausing: LocalPlatform["pausing"]): string {
    return pausing === undefined
        ? "Capacity: this PostgreSQL does not scale, and does not pause"
        : `Capacity: this PostgreSQL does not scale; a proxy before the functions paused once, and resumed in ${resumeMs / 1000} s`;
}
