import postgres from "postgres";
import { type AccessHandler, createAccessHandler } from "../../handlers/access/handler";
import { createRotationHandler, type RotationHandler } from "../../handlers/rotation/handler";
import type { EnvironmentVariables } from "../../handlers/shared/environment";
import { type Extension, extensionsText } from "../../handlers/shared/extensions";
import { toRecord } from "../../offline/toRecord";
import type { PostgresServer } from "../../tools/local/postgres/server";
import { createParameterStore, createVault, lambdaContext, type ParameterStore, type Vault } from "./fakes";
import { master, sharedPostgres } from "./postgres";

/** The three secrets of a platform. */
export const secretArns = {
    migration: "arn:aws:secretsmanager:eu-west-1:1:secret:migration-AbCdEf",
    application: "arn:aws:secretsmanager:eu-west-1:1:secret:application-AbCdEf",
    reader: "arn:aws:secretsmanager:eu-west-1:1:secret:reader-AbCdEf",
} as const;

/** The master's secret. */
export const masterArn = "arn:aws:secretsmanager:eu-west-1:1:secret:rds!cluster-AbCdEf";

/** The kinds of logins. */
export type Kind = keyof typeof secretArns;

/** The steps of a rotation in Secrets Manager's order. */
export const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;

/** A database of its own on the shared server, with the secrets and parameters that the components register. */
export interface Platform {
    readonly server: PostgresServer;
    readonly database: string;
    readonly vault: Vault;
    readonly parameters: ParameterStore;
    readonly log: string[];
    /** The entries of the rotation function's log. */
    notes(): unknown[];
    readonly rotationEnvironment: EnvironmentVariables;
    readonly accessEnvironment: EnvironmentVariables;
    readonly rotation: RotationHandler;
    /** Creates an access function, which `drop` closes. */
    access(changes?: EnvironmentVariables): AccessHandler;
    /** Runs one step of a rotation. */
    step(kind: Kind, token: string, step: string): Promise<void>;
    /** Runs a whole rotation. */
    rotate(kind: Kind): Promise<void>;
    /** Rotates the three secrets, one after the other. */
    rotateAll(): Promise<void>;
    /** A client of the superuser, which `drop` ends. */
    readonly superuser: postgres.Sql;
    /** Creates a client with the login of a stage. Default: the current one. The caller must end it. */
    login(kind: Kind, stage?: string): postgres.Sql;
    /** Resets the secrets to their first versions. */
    resetSecrets(): void;
    /** Removes all roles and objects that a rotation created in the database. */
    dropRoles(): Promise<void>;
    /** Removes the database and its roles from the server. */
    drop(): Promise<void>;
}

/**
 * Creates a platform before its first rotation.
 *
 * @param extensions the configured extensions.
 */
export async function createPlatform(database: string, extensions: readonly Extension[] = []): Promise<Platform> {
    const server = await sharedPostgres();
    await administrate(server, [`CREATE DATABASE ${database} OWNER ${master.username}`]);
    const superuser = server.connectAsSuperuser(database);
    const vault = createVault();
    const parameters = createParameterStore();
    const log: string[] = [];
    const shared = { CA_FILE: server.caFile, ENVIRONMENT: "test", EXTENSIONS: extensionsText(extensions) };
    const rotationEnvironment = {
        ...shared,
        DATABASE_HOST: "localhost",
        DATABASE_PORT: String(server.port),
        DATABASE_NAME: database,
        MASTER_SECRET_ARN: masterArn,
        MIGRATION_SECRET_ARN: secretArns.migration,
        APPLICATION_SECRET_ARN: secretArns.application,
        READER_SECRET_ARN: secretArns.reader,
        MIGRATION_CONNECTION_LIMIT: "2",
        APPLICATION_CONNECTION_LIMIT: "20",
        READER_CONNECTION_LIMIT: "10",
    };
    const accessEnvironment = {
        ...shared,
        PARAMETER_PATH: "/test/database/",
        ACCESS_MODE: "readWrite",
        METRICS_NAMESPACE: "test/database",
    };
    const bootstrap = {
        engine: "postgres",
        host: "localhost",
        port: server.port,
        dbname: database,
        masterarn: masterArn,
    };
    const resetSecrets = (): void => {
        vault.add(masterArn, { ...master });
        for (const arn of Object.values(secretArns)) vault.add(arn, bootstrap, ["AWSCURRENT", "BOOTSTRAP"]);
        vault.onCall = () => undefined;
        vault.calls.length = 0;
    };
    resetSecrets();
    const values = {
        host: "localhost",
        "reader-host": "localhost",
        port: String(server.port),
        name: database,
        "secret-arn": secretArns.application,
        "reader-secret-arn": secretArns.reader,
        "migration-secret-arn": secretArns.migration,
    };
    for (const [name, value] of Object.entries(values)) parameters.values.set(`/test/database/${name}`, value);

    const write = (line: string): unknown => log.push(line);
    const rotation = createRotationHandler({ secretsManager: vault.client, postgres, log: write }, rotationEnvironment);
    const handlers: AccessHandler[] = [];
    const step = async (kind: Kind, token: string, name: string): Promise<void> => {
        await rotation({ SecretId: secretArns[kind], ClientRequestToken: token, Step: name }, lambdaContext());
    };
    const rotate = async (kind: Kind): Promise<void> => {
        const token = vault.startRotation(secretArns[kind]);
        for (const name of steps) await step(kind, token, name);
    };
    const dropRoles = async (): Promise<void> => {
        const roles = await superuser<{ name: string }[]>`
            select quote_ident(rolname) as name from pg_roles
             where rolname like 'experimentation\\_%' or rolname ~ '^(migration|application|reader)_[ab]$'`;
        const statements = roles.map(({ name }) => `DROP OWNED BY ${name} CASCADE; DROP ROLE ${name}`);
        await superuser.unsafe(["DROP SCHEMA IF EXISTS experimentation CASCADE", ...statements].join("; "));
    };
    return {
        server,
        database,
        vault,
        parameters,
        log,
        notes: () => log.flatMap((line) => toRecord(JSON.parse(line)).notes ?? []),
        rotationEnvironment,
        accessEnvironment,
        rotation,
        superuser,
        access: (changes = {}) => {
            const dependencies = { ssm: parameters.client, secretsManager: vault.client, postgres, log: write };
            const handler = createAccessHandler(dependencies, { ...accessEnvironment, ...changes });
            handlers.push(handler);
            return handler;
        },
        step,
        rotate,
        rotateAll: async () => {
            for (const kind of ["migration", "application", "reader"] as const) await rotate(kind);
        },
        login: (kind, stage = "AWSCURRENT") => {
            const { username, password } = vault.value(secretArns[kind], stage);
            return connectTo(server, database, { username: username ?? "", password: password ?? "" });
        },
        resetSecrets,
        dropRoles,
        drop: async () => {
            await Promise.all(handlers.map((handler) => handler.close()));
            await dropRoles();
            await superuser.end({ timeout: 1 });
            await administrate(server, [`DROP DATABASE ${database} WITH (FORCE)`]);
        },
    };
}

/** Creates a client over verified TLS. The caller must end it. */
export function connectTo(
    server: PostgresServer,
    database: string,
    login: { readonly username: string; readonly password: string },
): postgres.Sql {
    return postgres({
        host: "localhost",
        port: server.port,
        database,
        ...login,
        ssl: { ca: server.certificateAuthority, rejectUnauthorized: true },
        max: 1,
        fetch_types: false,
        onnotice: () => undefined,
    });
}

/** The user name that the server reports for the application's login of a stage. */
export async function whoAmI(platform: Platform, stage: string): Promise<string | undefined> {
    const client = platform.login("application", stage);
    try {
        const [row] = await client<{ name: string }[]>`select current_user as name`;
        return row?.name;
    } finally {
        await client.end({ timeout: 1 });
    }
}

/** Runs statements that need the superuser, outside the platform's database. */
async function administrate(server: PostgresServer, statements: readonly string[]): Promise<void> {
    const sql = server.connectAsSuperuser();
    for (const statement of statements) await sql.unsafe(statement);
    await sql.end({ timeout: 1 });
}
