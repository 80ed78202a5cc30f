import type { AccessSettings, CredentialsSettings } from "./functionSettings";
import type { DatabaseSettings } from "./databaseSettings";
import type { MonitoringSettings } from "./monitoringSettings";
import type { NetworkSettings } from "./networkSettings";

/** The kinds of environment. A fixed set, so that a production stack cannot evade its rules by another name. */
export const environments = ["dev", "staging", "prod"] as const;

/** One of {@link environments}. */
export type Environment = (typeof environments)[number];

/**
 * Everything that a stack's configuration says, checked and frozen. `loadSettings` is the only way to get one in the
 * program, and nothing else reads configuration.
 */
export interface Settings {
    /** The Pulumi stack's name, for instance `prod`. It need not be the environment's. */
    readonly stack: string;
    /** The environment that the stack is. Fixed once deployed: another one replaces nearly every resource. */
    readonly environment: Environment;
    /** Whether the environment is production. */
    readonly production: boolean;
    /** The AWS region, from `aws:region`, for instance `us-east-1`. */
    readonly region: string;
    /** The accounts that the provider may touch, from `aws:allowedAccountIds`; none where it may touch any. */
    readonly allowedAccountIds: readonly string[];
    /** The cluster's identifier and the prefix of other names. A change replaces the cluster, which loses its data. */
    readonly identifier: string;
    /** The path of the SSM parameters, starting and ending with `/`. A change moves what applications read. */
    readonly parameterPath: string;
    /** The tags of every resource that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
    /** Whether the stack is to be deleted: the production rules and every protection are lifted. */
    readonly decommission: boolean;
    /** Whether cluster, key and secrets carry Pulumi's `protect`: unless the stack is to be deleted. */
    readonly protect: boolean;
    /** Where the database and the functions are. */
    readonly network: NetworkSettings;
    /** The Aurora cluster and its instances. */
    readonly database: DatabaseSettings;
    /** The database's logins, their secrets and the rotation function. */
    readonly credentials: CredentialsSettings;
    /** The access function. */
    readonly access: AccessSettings;
    /** Who watches the stack; undefined where nobody does. */
    readonly monitoring: MonitoringSettings | undefined;
    /** How long every log group of the program keeps its events, in days: one of CloudWatch's values. */
    readonly logRetentionDays: number;
    /** The ARN of the policy that bounds what each role may do at most; undefined for none. A change is made in place. */
    readonly permissionsBoundaryArn: string | undefined;
    /** Whether the log groups stay when the stack is destroyed: in production, decommissioned or not. */
    readonly keepLogs: boolean;
    /** Whether the functions send traces to X-Ray. */
    readonly tracing: boolean;
}
