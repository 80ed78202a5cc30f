import { randomBytes } from "node:crypto";
import { accountId } from "../../../offline/awsOutputs";
import type { RegisteredResource } from "../../../offline/registeredResource";
import { partitionOf } from "../../../settings/aws/regions";
import { accountFrom } from "../aws/account/accountFrom";
import { type AwsEndpoints, type AwsEndpointsOptions, startAwsEndpoints } from "../aws/endpoints";
import type { LocalAccount, LocalPrincipal } from "../aws/localAccount";
import { outputText, resourceOf } from "./resources";

/** The registered parameters and secrets, served as AWS would. */
export interface LocalAws {
    readonly endpoints: AwsEndpoints;
    readonly account: LocalAccount;
    readonly region: string;
    /** An application's role, which the README asks the user to create. The program does not register it. */
    readonly application: LocalPrincipal;
}

/** Serves the registered parameters and secrets. Authorises calls by the registered policies. */
export async function serveAws(
    resources: readonly RegisteredResource[],
    region: string,
    masterSecretValue: string,
    options?: AwsEndpointsOptions,
): Promise<LocalAws> {
    const registered = accountFrom(resources, { accountId, region, masterSecretValue });
    const application = applicationPrincipal(resources, region);
    const account = { ...registered, principals: [...registered.principals, application] };
    return { endpoints: await startAwsEndpoints(account, options), account, region, application };
}

/** The parameters by which an application finds the database (docs/access.md). */
const applicationParameters = ["host", "port", "name", "secret-arn"];

/**
 * Has the policy of docs/access.md, which allows reading those parameters and the `application` secret, and nothing
 * else.
 */
function applicationPrincipal(resources: readonly RegisteredResource[], region: string): LocalPrincipal {
    const parameters = applicationParameters.map((key) =>
        resourceOf(resources, "aws:ssm/parameter:Parameter", `database-${key}`),
    );
    const secret = resourceOf(resources, "aws:secretsmanager/secret:Secret", "database-application");
    const { id, dnsSuffix } = partitionOf(region);
    const viaSecretsManager = { "kms:ViaService": `secretsmanager.${region}.${dnsSuffix}` };
    const allow = (Action: string, Resource: string | string[], Condition?: object) => ({
        Effect: "Allow",
        Action,
        Resource,
        ...(Condition === undefined ? {} : { Condition }),
    });
    return {
        accessKeyId: `ASIA${randomBytes(8).toString("hex").toUpperCase()}`,
        secretAccessKey: randomBytes(30).toString("base64"),
        sessionToken: randomBytes(30).toString("base64"),
        roleArn: `arn:${id}:iam::${accountId}:role/experiment-service`,
        policies: [
            {
                Version: "2012-10-17",
                Statement: [
                    allow(
                        "ssm:GetParameters",
                        parameters.map((parameter) => outputText(parameter, "arn")),
                    ),
                    allow("secretsmanager:GetSecretValue", outputText(secret, "arn")),
                    allow("kms:Decrypt", outputText(secret, "kmsKeyId"), { StringEquals: viaSecretsManager }),
                ],
            },
        ],
    };
}
