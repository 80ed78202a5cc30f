import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";

/** Address and login of a connection. */
export interface Whereabouts {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
    readonly password: string;
}

const ssm = new SSMClient({});
const secretsManager = new SecretsManagerClient({});

/** Sends the same requests to SSM and Secrets Manager as the access function before its first query at the reader. */
export async function findDatabase(): Promise<Whereabouts> {
    const path = process.env.PARAMETER_PATH ?? "";
    const names = ["host", "reader-host", "port", "name", "reader-secret-arn", "migration-secret-arn", "secret-arn"];
    const answer = await ssm.send(new GetParametersCommand({ Names: names.map((name) => path + name) }));
    const value = (name: string): string =>
        answer.Parameters?.find((parameter) => parameter.Name === path + name)?.Value ?? "";
    const secret = await secretsManager.send(
        new GetSecretValueCommand({ SecretId: value("reader-secret-arn"), VersionStage: "AWSCURRENT" }),
    );
    const login: unknown = JSON.parse(secret.SecretString ?? "");
    const field = (name: string): string => String(Reflect.get(Object(login), name));
    return {
        host: value("reader-host"),
        port: Number(value("port")),
        database: value("name"),
        user: field("username"),
        password: field("password"),
    };
}
