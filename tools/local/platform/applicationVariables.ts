import type { LocalPlatform } from "./platform";
import { outputText, resourceOf } from "./resources";

/**
 * The environment in which docs/snippets/ run on this machine. It holds no password. The credentials of
 * `experiment-service` are valid at the local endpoints only.
 */
export function applicationVariables({
    aws,
    database,
    program,
}: Pick<LocalPlatform, "aws" | "database" | "program">): Record<string, string> {
    const { accessKeyId, secretAccessKey, sessionToken } = aws.application;
    const host = outputText(resourceOf(program.resources, "aws:ssm/parameter:Parameter", "database-host"), "name");
    return {
        // Every SDK reads it: AWS SDKs and Tools Reference Guide, "Service-specific endpoints", read in November 2026.
        AWS_ENDPOINT_URL: aws.endpoints.url,
        AWS_REGION: aws.region,
        // boto3 reads this one.
        AWS_DEFAULT_REGION: aws.region,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
        PARAMETER_PATH: host.replace(/host$/, ""),
        PGSSLROOTCERT: database.server.caFile,
        PGHOSTADDR: "127.0.0.1",
        PGPORT: String(database.server.port),
        // boto3 and the SDK for Java would otherwise send even requests to this machine through a proxy.
        NO_PROXY: "127.0.0.1",
        no_proxy: "127.0.0.1",
    };
}
