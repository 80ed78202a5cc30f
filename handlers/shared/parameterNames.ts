/** The names of the SSM parameters that every platform has, under its path. */
export const parameterNames = [
    "host",
    "reader-host",
    "port",
    "name",
    "reader-secret-arn",
    "migration-secret-arn",
    "secret-arn",
] as const;

/** One of {@link parameterNames}. */
export type ParameterName = (typeof parameterNames)[number];
