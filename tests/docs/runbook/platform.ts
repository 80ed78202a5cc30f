import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type postgres from "postgres";
import { loginKinds } from "../../../handlers/shared/loginKinds";
import { accountId } from "../../../offline/awsOutputs";
import { runProgram } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";
import { accountFrom } from "../../../tools/local/aws/account/accountFrom";
import { startAwsEndpoints } from "../../../tools/local/aws/endpoints";
import type { FaultHook } from "../../../tools/local/aws/faults";
import type { InvokeRotation } from "../../../tools/local/aws/secrets/rotation";
import type { LocalFunction } from "../../../tools/local/lambda/function";
import { endAll } from "../../../tools/local/platform/cleanUp";
import { type LocalDatabase, startDatabase } from "../../../tools/local/platform/database";
import { startRegisteredFunction } from "../../../tools/local/platform/functions";
import { type AccessAnswer, callAccess, functionNames, secretArn } from "../../../tools/local/platform/platform";
import { resourceOf } from "../../../tools/local/platform/resources";
import { connect } from "../../../tools/local/postgres/connection";

/** The production stack's local platform, for tests of the runbook. */
export interface RunbookPlatform {
    readonly database: LocalDatabase;
    /** Secrets Manager, for a role that may describe the secrets and move their stages. */
    readonly secretsManager: SecretsManagerClient;
    /** The faults of AWS calls. */
    faults: FaultHook;
    /** Calls the access function. */
    ask(event: unknown): Promise<AccessAnswer>;
    secretArn(kind: string): string;
    /** The login of a secret's current version. */
    login(kind: string): { readonly username: string; readonly password: string };
    /** Opens another connection of a login. */
    connectAs(login: { readonly username: string; readonly password: string }): postgres.Sql;
    /** Runs the rotation that `RotateSecret` starts. Rejects if it is refused or a step fails. */
    rotate(kind: string): Promise<void>;
    /** Promotes the reader; in a new process of the access function, both endpoints lead to it. */
    failOver(): Promise<void>;
    stop(): Promise<void>;
}

/** Starts the platform and creates its logins and its schema. */
export async function startRunbookPlatform(): Promise<RunbookPlatform> {
    const cleanUp: (() => Promise<void>)[] = [];
    const { resources, region } = await runProgram({ stack: "prod" });
    const database = await startDatabase(resources);
    cleanUp.push(() => database.server.stop());
    const { masterSecretValue } = database;
    const account = accountFrom(resources, { accountId, region, masterSecretValue });
    const principals = [...account.principals, onCall(loginKinds.map((kind) => secretArn({ resources }, kind)))];
    const faults: FaultHook = (call) => platform.faults(call);
    const endpoints = await startAwsEndpoints({ ...account, principals }, { faults });
    cleanUp.push(() => endpoints.stop());

    const start = async (name: string, hostMap = database.hostMap): Promise<LocalFunction> => {
        const started = await startRegisteredFunction(resourceOf(resources, "aws:lambda/function:Function", name), {
            awsUrl: endpoints.url,
            region,
            principals,
            caFile: database.server.caFile,
            hostMap,
            onLog: () => undefined,
        });
        cleanUp.push(() => started.stop());
        return started;
    };
    let access = await start(functionNames.access);
    const rotation = await start(functionNames.rotation);
    const invoke: InvokeRotation = async (_functionArn, event) => {
        const result = await rotation.invoke(event);
        if (!result.ok) {
            throw new Error(result.errorMessage);
        }
    };
    const arnOf = (kind: string): string => secretArn({ resources }, kind);

    const platform: RunbookPlatform = {
        database,
        secretsManager: new SecretsManagerClient({ region, endpoint: endpoints.url, credentials }),
        faults: () => undefined,
        ask: (event) => callAccess({ access }, event),
        secretArn: arnOf,
        login(kind) {
            const { username, password } = toRecord(JSON.parse(endpoints.currentSecretValue(arnOf(kind))));
            return { username: String(username), password: String(password) };
        },
        connectAs: (login) => connect(database.server, { ...login, database: database.databaseName }),
        async rotate(kind) {
            await endpoints.rotateSecret(arnOf(kind), invoke);
        },
        async failOver() {
            await database.server.standby?.promote();
            const promoted = { address: "127.0.0.1", port: database.server.standby?.port ?? 0 };
            access = await start(functionNames.access, {
                [database.host]: promoted,
                [database.readerHost]: promoted,
            });
        },
        async stop() {
            await endAll(cleanUp);
        },
    };
    await Promise.all(loginKinds.map((kind) => platform.rotate(kind)));
    await platform.ask({ action: "createSchema" });
    return platform;
}

const credentials = { accessKeyId: "ONCALL", secretAccessKey: "on-call" };

/** The engineer's role, which cannot read secret values. */
function onCall(secretArns: readonly string[]) {
    const Action = ["secretsmanager:DescribeSecret", "secretsmanager:UpdateSecretVersionStage"];
    const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: secretArns }] };
    return { ...credentials, roleArn: `arn:aws:iam::${accountId}:role/on-call`, policies: [policy] };
}
