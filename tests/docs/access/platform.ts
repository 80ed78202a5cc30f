import type postgres from "postgres";
import { loginKinds } from "../../../handlers/shared/loginKinds";
import { toRecord } from "../../../offline/toRecord";
import { startAwsEndpoints } from "../../../tools/local/aws/endpoints";
import type { LocalAccount } from "../../../tools/local/aws/localAccount";
import { applicationVariables } from "../../../tools/local/platform/applicationVariables";
import type { CleanUp } from "../../../tools/local/platform/cleanUp";
import { callAccessOk, type LocalPlatform, rotate, secretArn } from "../../../tools/local/platform/platform";
import { outputText, resourceOf } from "../../../tools/local/platform/resources";
import { type StartedPlatform, startLocalPlatform } from "../../harness/localPlatform";

/** A stack's local platform, for tests of applications. */
export interface DocsPlatform {
    readonly local: LocalPlatform;
    /** A client as the superuser, to inject failures into the server. */
    readonly superuser: postgres.Sql;
    /** The environment variables of an application; PGHOSTADDR and PGPORT are the address of the registered host. */
    readonly environment: Readonly<Record<string, string>>;
    /** The same, but the parameters name a host that is not in the server's certificate. */
    environmentOfAnotherHost(): Promise<Readonly<Record<string, string>>>;
    /** The same for a role with this policy, whose example account, key and secret are replaced by the real ones. */
    environmentOfPolicy(policy: string): Promise<Readonly<Record<string, string>>>;
    /** The same, but the parameters name another secret from `move` on: that of migration, with its present login. */
    movingEnvironment(): Promise<{ readonly environment: Readonly<Record<string, string>>; move(): void }>;
    /** Rotates the application's secret twice, so that the previous password is no longer valid. */
    rotateTwice(): Promise<void>;
    /** Terminates the application's connections, as a failover or an administrator does. */
    endConnections(): Promise<void>;
    /** The number of times that the application has read its secret. */
    secretReads(): number;
    /** All passwords of the application's secret so far, and the secret access key of its role. */
    secrets(): readonly string[];
    /** Add to it what the test starts besides. */
    readonly cleanUp: CleanUp;
    stop(): Promise<void>;
}

/** The experiment whose variants the snippets assign. */
export const experiment = "landing-page";

/**
 * Starts the platform, creates its logins, its schema and an experiment with the variants `control` and `green`.
 *
 * @param stack the platform's stack. Default: dev, which has no reader.
 */
export async function startDocsPlatform(stack = "dev"): Promise<DocsPlatform> {
    return await startLocalPlatform(stack, async (started) => {
        const { local } = started;
        await Promise.all(loginKinds.map((kind) => rotate(local, kind)));
        await callAccessOk(local, { action: "createSchema" });
        const superuser = local.database.server.connectAsSuperuser(local.database.databaseName);
        started.cleanUp.push(() => superuser.end({ timeout: 1 }));
        await superuser.unsafe(
            `with e as (insert into experimentation.experiments (key, name) values ('${experiment}', 'test') returning id)
             insert into experimentation.variants (experiment_id, key, weight)
             select id, unnest(array['control', 'green']), 5000 from e`,
        );
        return docsPlatform(started, superuser);
    });
}

function docsPlatform({ local, cleanUp, stop }: StartedPlatform, superuser: postgres.Sql): DocsPlatform {
    const { aws, database, program } = local;
    const arn = secretArn(program, "application");
    const password = (): string => String(toRecord(JSON.parse(aws.endpoints.currentSecretValue(arn))).password);
    const passwords = [password()];
    const environment = applicationVariables(local);
    const environmentOfAccount = async (changes: Partial<LocalAccount>): Promise<Readonly<Record<string, string>>> => {
        const endpoints = await startAwsEndpoints({ ...aws.account, secrets: currentSecrets(local), ...changes });
        cleanUp.push(() => endpoints.stop());
        return { ...environment, AWS_ENDPOINT_URL: endpoints.url };
    };
    return {
        local,
        superuser,
        environment,
        async environmentOfAnotherHost() {
            const parameters = aws.account.parameters.map((parameter) =>
                parameter.value === database.host ? { ...parameter, value: "another.example.com" } : parameter,
            );
            return await environmentOfAccount({ parameters });
        },
        async environmentOfPolicy(policy) {
            const secret = resourceOf(program.resources, "aws:secretsmanager/secret:Secret", "database-application");
            const document = policy
                .replaceAll(/arn:aws:secretsmanager:[^"]+/g, arn)
                .replaceAll(/arn:aws:kms:[^"]+/g, outputText(secret, "kmsKeyId"))
                .replaceAll("123456789012", aws.account.accountId);
            const principals = [{ ...aws.application, policies: [document] }];
            return await environmentOfAccount({ principals });
        },
        async movingEnvironment() {
            const parameters = [...aws.account.parameters];
            const other = secretArn(program, "migration");
            const statement = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: other };
            const policies = [...aws.application.policies, { Version: "2012-10-17", Statement: [statement] }];
            return {
                environment: await environmentOfAccount({ parameters, principals: [{ ...aws.application, policies }] }),
                move() {
                    for (const [index, parameter] of parameters.entries()) {
                        parameters[index] = parameter.value === arn ? { ...parameter, value: other } : parameter;
                    }
                },
            };
        },
        async rotateTwice() {
            for (let rotations = 0; rotations < 2; rotations++) {
                await rotate(local, "application");
                passwords.push(password());
            }
        },
        async endConnections() {
            await superuser`
                select pg_terminate_backend(pid, 2000) from pg_stat_activity
                 where application_name = 'experiment-service'`;
        },
        secretReads: () =>
            aws.endpoints.log.filter(
                ({ action, principal }) =>
                    action === "secretsmanager:GetSecretValue" && principal === "experiment-service",
            ).length,
        secrets: () => [...passwords, aws.application.secretAccessKey],
        cleanUp,
        stop,
    };
}

/** The account's secrets with their current values. */
function currentSecrets({ aws }: LocalPlatform): LocalPlatform["aws"]["account"]["secrets"] {
    return aws.account.secrets.map((secret) => ({
        ...secret,
        versions: [{ id: "current", stages: ["AWSCURRENT"], value: aws.endpoints.currentSecretValue(secret.arn) }],
    }));
}
