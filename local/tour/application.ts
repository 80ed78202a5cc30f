import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import postgres from "postgres";
import type { HostMap } from "../lambda/runtime/messages";
import type { LocalPlatform } from "../platform/platform";
import { mapping } from "../program/mapping";
import { outputText, resourceOf } from "../platform/registry";

/** An application that writes to the database, as the README tells application developers to. */
export interface Application {
    /** A client of the login that the secret holds now. The caller ends it. */
    connect(): Promise<postgres.Sql>;
    close(): void;
}

/** Finds the database by its parameters and logs in with the `application` secret, as its own role may. */
export function createApplication({ program, database, aws }: LocalPlatform): Application {
    const { accessKeyId, secretAccessKey, sessionToken } = aws.application;
    const options = {
        region: aws.region,
        endpoint: aws.endpoints.url,
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    };
    const ssm = new SSMClient(options);
    const secretsManager = new SecretsManagerClient(options);
    const path = outputText(resourceOf(program.resources, "aws:ssm/parameter:Parameter", "database-host"), "name");
    const names = ["host", "port", "name", "secret-arn"].map((key) => path.replace(/host$/, key));

    return {
        async connect() {
            const { Parameters = [] } = await ssm.send(new GetParametersCommand({ Names: names }));
            const [host = "", port, name, secretArn] = names.map(
                (wanted) => Parameters.find(({ Name }) => Name === wanted)?.Value,
            );
            const secret = await secretsManager.send(new GetSecretValueCommand({ SecretId: secretArn }));
            const { username, password } = mapping(JSON.parse(secret.SecretString ?? "{}"));
            return postgres({
                // The registered endpoint leads to this machine; the certificate is checked against its real name.
                ...loopbackOf(database.hostMap, host, Number(port)),
                database: String(name),
                username: String(username),
                password: String(password),
                ssl: { ca: database.server.certificateAuthority, rejectUnauthorized: true, servername: host },
                max: 1,
                connect_timeout: 5,
                fetch_types: false,
                onnotice: () => undefined,
            });
        },
        close() {
            ssm.destroy();
            secretsManager.destroy();
        },
    };
}

function loopbackOf(hostMap: HostMap, host: string, port: number): { host: string; port: number } {
    const here = hostMap[host];
    return here === undefined ? { host, port } : { host: here.address, port: here.port ?? port };
}
