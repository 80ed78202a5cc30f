/** The names of a platform's functions. */
export interface FunctionNames {
    readonly access: string;
    readonly rotation: string;
}

/** The names of a platform's functions, by its identifier. */
export function functionNames(identifier: string): FunctionNames {
    return { access: `${identifier}-access`, rotation: `${identifier}-rotation` };
}

/** The name of an instance. Index 0 is the first writer. */
export function instanceName(identifier: string, index: number): string {
    return `${identifier}-${index}`;
}

/** The log group that RDS writes one of the cluster's logs to. */
export function clusterLogGroupName(identifier: string, log: string): string {
    return `/aws/rds/cluster/${identifier}/${log}`;
}

/** The log group of a function. */
export function functionLogGroupName(functionName: string): string {
    return `/aws/lambda/${functionName}`;
}

/** The log group of the VPC's flow logs. */
export function flowLogGroupName(identifier: string): string {
    return `/aws/vpc/${identifier}/flow-logs`;
}

/** Patterns that match every log group of a platform. */
export function logGroupPatterns(identifier: string): readonly string[] {
    return [clusterLogGroupName(identifier, "*"), functionLogGroupName(`${identifier}-*`), `/aws/vpc/${identifier}/*`];
}
