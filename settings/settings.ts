import type { DatabaseAccessArgs } from "../components/access/databaseAccess";
import type { AuroraPlatformArgs } from "../components/aurora/platformArgs";
import type { DatabaseMonitoringArgs } from "../components/monitoring/monitoringArgs";
import type { NetworkArgs, NewVpcArgs } from "../components/network/types";

/** The kinds of environment. A fixed set, so that another name cannot evade the production rules. */
export const environments = ["dev", "staging", "prod"] as const;

/** One of {@link environments}. */
export type Environment = (typeof environments)[number];

/** The network's arguments, and the statement about the database's subnets, which an existing VPC has too. */
export type NetworkSettings = NetworkArgs & Pick<NewVpcArgs, "databaseSubnets">;

/** The platform's arguments that come from configuration. */
export type DatabaseSettings = Omit<AuroraPlatformArgs, "network">;

/** The settings that are part of several components' arguments. */
export type CommonSettings = Pick<
    DatabaseSettings,
    | "environment"
    | "identifier"
    | "parameterPath"
    | "parameterHandOver"
    | "logRetentionDays"
    | "keepLogs"
    | "tracing"
    | "protect"
>;

/** The access function's arguments that come from configuration. */
export type AccessSettings = Omit<DatabaseAccessArgs, "platform" | "vpcId" | "functionSubnetIds">;

/** The monitoring's arguments that come from configuration. */
export type MonitoringSettings = Omit<DatabaseMonitoringArgs, "platform" | "access">;

/**
 * A stack's configuration, checked and frozen. Only `loadSettings` creates it in the program, and nothing else reads
 * configuration. Each part has the type of a component's arguments, which describes its fields.
 */
export interface Settings {
    /** The Pulumi stack's name, for instance `prod`. It can differ from the environment's. */
    readonly stack: string;
    /** The stack's environment. A change of a deployed stack replaces nearly every resource. */
    readonly environment: Environment;
    /** Whether the environment is production. */
    readonly production: boolean;
    /** The AWS region, from `aws:region`, for instance `us-east-1`. */
    readonly region: string;
    /** The accounts that the provider may use, from `aws:allowedAccountIds`. Empty allows any account. */
    readonly allowedAccountIds: readonly string[];
    /** The tags of every resource that supports tags. */
    readonly tags: Readonly<Record<string, string>>;
    /** ARN of the permissions boundary of every role. A change is made in place. */
    readonly permissionsBoundaryArn: string | undefined;
    /** Whether the stack is about to be destroyed. Lifts the production rules and all protection. */
    readonly decommission: boolean;
    /** The ids of existing resources that the stack takes over, by the ends of the resources' URNs. */
    readonly imports: Readonly<Record<string, string>>;
    readonly network: NetworkSettings;
    readonly database: DatabaseSettings;
    /** ARNs of the readers of the secrets other than the functions. Empty leaves it to the readers' own policies. */
    readonly secretReaderArns: readonly string[];
    readonly access: AccessSettings;
    /** Undefined if monitoring is off. */
    readonly monitoring: MonitoringSettings | undefined;
}
