import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import type { Settings } from "../../settings";
import type { Backup } from "./backup";

/** The stack of a drill. */
export interface DrillStack {
    readonly name: string;
    /** The secrets provider of the rehearsed stack. Undefined for the backend's own. */
    readonly secretsProvider: string | undefined;
    readonly config: Readonly<Record<string, unknown>>;
}

/** The stack of a drill, by the name of the rehearsed one. */
export function drillStackName(stack: string): string {
    return `drill-${stack}`;
}

/** The names of a drill, by those of the rehearsed stack. */
export function drillNames(stack: string, { database: { identifier, parameterPath } }: Settings) {
    return {
        stack: drillStackName(stack),
        identifier: `${identifier}-drill`,
        parameterPath: parameterPath.replace(/\/$/, "-drill/"),
    };
}

/**
 * Refuses a drill that would create endpoints beside those of the stack: EC2 refuses a second private DNS name of a
 * service in a VPC (https://github.com/hashicorp/terraform-provider-aws/issues/17535). The first one leads every call in
 * the VPC to its endpoint, also where there are NAT gateways.
 *
 * @throws Error with the fix.
 */
export function requireEndpoints({ network }: Settings, endpointSecurityGroup: string | undefined): void {
    const isShared = network.kind !== "new" && network.endpoints.kind === "create";
    if (isShared && endpointSecurityGroup === undefined) {
        throw new Error(
            "endpoints: create: the drill is in the same existing VPC, which takes no second endpoints with private DNS; " +
                "let the security group of the stack's endpoints admit port 443 from the function subnets, and name it " +
                "with --endpoint-security-group sg-...",
        );
    }
    if (!isShared && endpointSecurityGroup !== undefined) {
        throw new Error(
            `--endpoint-security-group: ${endpointSecurityGroup}: is only for a stack that creates endpoints in an ` +
                "existing VPC; leave it out",
        );
    }
}

/**
 * The stack of a drill, by the file of the rehearsed stack.
 *
 * @param backup the backup to restore.
 * @param endpointSecurityGroup as in the options.
 */
export function drillStack(
    stack: string,
    settings: Settings,
    { arn, engineVersion }: Backup,
    endpointSecurityGroup?: string,
): DrillStack {
    const { secretsprovider, config } = toRecord(parse(readFileSync(stackFile(stack), "utf8")));
    const names = drillNames(stack, settings);
    return {
        name: names.stack,
        secretsProvider: typeof secretsprovider === "string" ? secretsprovider : undefined,
        config: drillConfig(toRecord(config), {
            decommission: names.stack,
            identifier: names.identifier,
            parameterPath: names.parameterPath,
            restoreSnapshot: arn,
            // Of a major alone, RDS takes its default version, which may be older than the backup's and is then refused.
            engineVersion,
            minorVersions: "pinned",
            ...(endpointSecurityGroup === undefined
                ? {}
                : { endpoints: "existing", endpointSecurityGroupId: endpointSecurityGroup }),
        }),
    };
}

/**
 * The configuration of a drill: what the restored data and the way to it require of the stack's own, and otherwise the
 * smallest stack, without protection, which `destroy` removes with its key. Extensions are not loaded, so that jobs of
 * pg_cron do not run a second time.
 */
export function drillConfig(
    config: Readonly<Record<string, unknown>>,
    own: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
    return {
        ...Object.fromEntries(Object.entries(config).filter(([key, value]) => isKept(key, value))),
        ...Object.fromEntries(
            Object.entries({ ...smallest, ...own }).map(([key, value]) => [`${project}:${key}`, value]),
        ),
    };
}

/** The file of a stack's configuration. */
export function stackFile(stack: string): string {
    return join(projectFolder, `Pulumi.${stack}.yaml`);
}

const project = "experimentation-database";

/** A secret is encrypted for its own stack alone. None of the kept keys needs one. */
function isKept(key: string, value: unknown): boolean {
    const name = key.replace(`${project}:`, "");
    return (name.startsWith("aws:") || kept.has(name)) && !("secure" in toRecord(value));
}

/** The keys on which the restored data, or the way to the database, depend. */
const kept: ReadonlySet<string> = new Set([
    ...["costCentre", "owner", "permissionsBoundaryArn", "tracing"],
    ...["caCertificate", "databaseName", "masterUsername", "port", "storageType"],
    ...["databaseSubnetIds", "databaseSubnetMask", "databaseSubnets", "endpointSecurityGroupId", "endpoints"],
    ...["functionSubnetIds", "functionSubnetMask", "natGateways", "networkStack", "networkStackDatabaseSubnetIds"],
    ...["networkStackFunctionSubnetIds", "networkStackVpcId", "publicSubnetMask", "vpcCidr", "vpcId", "zoneCidrMask"],
    ...["zoneNames", "zones"],
]);

const smallest = {
    accessMode: "readOnly",
    deletionProtection: false,
    environment: "dev",
    finalSnapshot: false,
    instanceClass: "db.t3.medium",
    instances: 1,
    monitoring: false,
    multiZone: false,
    secretRecoveryDays: 0,
    tuning: "minimal",
};
