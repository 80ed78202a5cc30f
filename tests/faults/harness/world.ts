import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { type ProgramRun, runProgram } from "../../../offline/runProgram";
import type { FaultHook } from "../../../tools/local/aws/faults";
import type { InvokeRotation } from "../../../tools/local/aws/secrets/rotation";
import type { InvocationResult } from "../../../tools/local/lambda/answers";
import type { LocalFunction } from "../../../tools/local/lambda/function";
import { type LocalAws, serveAws } from "../../../tools/local/platform/aws";
import { type LocalDatabase, startDatabase } from "../../../tools/local/platform/database";
import { startRegisteredFunction } from "../../../tools/local/platform/functions";
import { functionNames } from "../../../tools/local/platform/platform";
import { outputText, resourceOf } from "../../../tools/local/platform/resources";
import { type CertificateAuthority, createCertificateAuthority } from "../../../tools/local/postgres/certificates";
import type { PostgresStandby } from "../../../tools/local/postgres/standby";
import { Proxy } from "./proxy";

/** Lambda's limit for both functions here; half a second less is what an invocation may use. Seconds. */
export const timeoutSeconds = 3;

/** The kinds of secrets. */
export type Kind = "migration" | "application" | "reader";

/** The parts of a world that live as long as it does. */
interface Parts {
    readonly nodeExecutable: string;
    readonly program: ProgramRun;
    readonly authority: CertificateAuthority;
    readonly database: LocalDatabase;
    readonly aws: LocalAws;
    readonly awsNetwork: Proxy;
    readonly writer: Proxy;
    readonly reader: Proxy;
    readonly sql: postgres.Sql;
    readonly standbySql: postgres.Sql;
}

/**
 * The platform of the dev stack with a reader: a real PostgreSQL with a standby behind proxies, the registered policies,
 * secrets and parameters behind faults, and both functions from their artifacts on a Node.js of choice.
 */
export class World {
    /** What goes wrong with calls of AWS. */
    faults: FaultHook = () => undefined;
    /** What the functions have printed. */
    readonly log: string[] = [];
    private current: LocalFunction | undefined;
    private rotating: LocalFunction | undefined;

    private constructor(private readonly parts: Parts) {}

    /** Starts everything, rotates the three secrets for the first time and creates the schema. */
    static async start(nodeExecutable: string): Promise<World> {
        const program = await runProgram({ stack: "dev", config: { "experimentation-database:instances": "2" } });
        const authority = await createCertificateAuthority();
        const database = await startDatabase(program.resources, undefined, authority);
        const faults: FaultHook = (call) => world.faults(call);
        const aws = await serveAws(program.resources, program.region, database.masterSecretValue, { faults });
        const standby = standbyOf(database);
        const world = new World({
            nodeExecutable,
            program,
            authority,
            database,
            aws,
            awsNetwork: await Proxy.start(Number(new URL(aws.endpoints.url).port)),
            writer: await Proxy.start(database.server.port),
            reader: await Proxy.start(standby.port),
            sql: database.server.connectAsSuperuser(),
            standbySql: standby.connectAsSuperuser(),
        });
        world.current = await world.startAccess();
        world.rotating = await world.startRotation();
        await Promise.all((["migration", "application", "reader"] as const).map((kind) => world.rotate(kind)));
        return world;
    }

    /** The writer's proxy. */
    get writer(): Proxy {
        return this.parts.writer;
    }

    /** The reader's proxy. */
    get reader(): Proxy {
        return this.parts.reader;
    }

    /** The proxy before AWS. */
    get awsNetwork(): Proxy {
        return this.parts.awsNetwork;
    }

    /** The superuser at the writer. */
    get sql(): postgres.Sql {
        return this.parts.sql;
    }

    get standby(): PostgresStandby {
        return standbyOf(this.parts.database);
    }

    get aws(): LocalAws {
        return this.parts.aws;
    }

    /** Issues certificates that the functions trust. */
    get authority(): CertificateAuthority {
        return this.parts.authority;
    }

    /** The registered name of the writer. */
    get host(): string {
        return this.parts.database.host;
    }

    /** The access function. */
    get access(): LocalFunction {
        return running(this.current);
    }

    /** The rotation function. */
    get rotation(): LocalFunction {
        return running(this.rotating);
    }

    /** Asks the access function. */
    async ask(event: unknown): Promise<InvocationResult> {
        return await this.access.invoke(event);
    }

    /**
     * A new process for the access function, as after a pause of hours: nothing is cached, nothing connected.
     *
     * @param seconds its limit.
     */
    async renew(seconds = timeoutSeconds): Promise<void> {
        await this.current?.stop();
        this.current = await this.startAccess(seconds);
    }

    /** Starts one more process of the access function, as Lambda does for calls at the same time. The caller stops it. */
    async startAccess(seconds = timeoutSeconds): Promise<LocalFunction> {
        return await this.startFunction(functionNames.access, seconds);
    }

    /** Starts a process of the access function in an account without one of the parameters. */
    async startAccessWithout(parameter: string): Promise<{ readonly access: LocalFunction; stop(): Promise<void> }> {
        const { program, database } = this.parts;
        const resources = program.resources.filter(
            ({ type, name }) => type !== "aws:ssm/parameter:Parameter" || name !== parameter,
        );
        const aws = await serveAws(resources, program.region, database.masterSecretValue);
        const access = await this.startFunction(functionNames.access, timeoutSeconds, aws);
        return {
            access,
            stop: async () => {
                await access.stop();
                await aws.endpoints.stop();
            },
        };
    }

    /** One more client at the writer as the superuser. The caller ends it. */
    connectAsSuperuser(): postgres.Sql {
        return this.parts.database.server.connectAsSuperuser();
    }

    /** Starts one more process of the rotation function. The caller stops it. */
    async startRotation(seconds = timeoutSeconds): Promise<LocalFunction> {
        return await this.startFunction(functionNames.rotation, seconds);
    }

    /** Rotates a secret as Secrets Manager does. Rejects where a step fails. */
    async rotate(kind: Kind, invoke: InvokeRotation = this.invokeRotation()): Promise<void> {
        await this.aws.endpoints.rotateSecret(this.secretArn(kind), invoke);
    }

    /** Asks for all steps of a rotation again that did not end, as Secrets Manager does later by itself. */
    async retryRotation(kind: Kind): Promise<void> {
        await this.aws.endpoints.retryRotation(this.secretArn(kind), this.invokeRotation());
    }

    /** How Secrets Manager calls the rotation function. A step that fails rejects with the error's type and message. */
    invokeRotation(rotation = this.rotation, signal?: AbortSignal): InvokeRotation {
        return async (_functionArn, event) => {
            const result = await rotation.invoke(event, signal && { signal });
            if (!result.ok) throw Object.assign(new Error(result.errorMessage), { name: result.errorType });
        };
    }

    /** A secret's ARN. */
    secretArn(kind: Kind): string {
        const { resources } = this.parts.program;
        return outputText(resourceOf(resources, "aws:secretsmanager/secret:Secret", `database-${kind}`), "arn");
    }

    /** The master secret's ARN. */
    get masterSecretArn(): string {
        const { inputs } = resourceOf(
            this.parts.program.resources,
            "aws:lambda/function:Function",
            "database-rotation",
        );
        return String(Reflect.get(Object(Reflect.get(Object(inputs.environment), "variables")), "MASTER_SECRET_ARN"));
    }

    /** The master's name. */
    get masterUsername(): string {
        const { resources } = this.parts.program;
        return outputText(resourceOf(resources, "aws:rds/cluster:Cluster"), "masterUsername");
    }

    /** The functions' connections at both servers. */
    async connections(): Promise<number> {
        const counts = await Promise.all([this.parts.sql, this.parts.standbySql].map(countConnections));
        return counts.reduce((sum, count) => sum + count, 0);
    }

    /** Waits until the functions hold so many connections, five seconds at most. Answers how many there are then. */
    async connectionsSettled(expected: number): Promise<number> {
        const end = performance.now() + 5000;
        for (;;) {
            const count = await this.connections().catch(() => Number.NaN);
            if (count === expected || performance.now() > end) return count;
            await sleep(20);
        }
    }

    /**
     * The statements of logins that run on either server one second from now, or none as soon as there are none. A process
     * that waits for its client does not run. The access function is frozen meanwhile, as Lambda freezes it once it has
     * answered: what it has not ended by then it does not end.
     */
    async workLeft(): Promise<string[]> {
        const thaw = freeze(this.access);
        const end = performance.now() + 1000;
        try {
            for (;;) {
                const left = (await Promise.all([this.parts.sql, this.parts.standbySql].map(runningWork))).flat();
                if (left.length === 0 || performance.now() > end) return left;
                await sleep(20);
            }
        } finally {
            thaw();
        }
    }

    /** Takes every fault away. */
    async heal(): Promise<void> {
        this.faults = () => undefined;
        await Promise.all([this.awsNetwork.heal(), this.writer.heal(), this.reader.heal()]);
    }

    /** Ends everything. */
    async stop(): Promise<void> {
        const { aws, database, sql, standbySql } = this.parts;
        await Promise.all([this.current?.stop(), this.rotating?.stop()]);
        await Promise.all([this.awsNetwork.stop(), this.writer.stop(), this.reader.stop()]);
        await Promise.all([sql.end({ timeout: 1 }), standbySql.end({ timeout: 1 })]);
        await aws.endpoints.stop();
        await database.server.stop();
    }

    private async startFunction(name: string, seconds: number, aws = this.aws): Promise<LocalFunction> {
        const { program, database, nodeExecutable } = this.parts;
        const { host, readerHost } = database;
        const address = "127.0.0.1";
        return await startRegisteredFunction(resourceOf(program.resources, "aws:lambda/function:Function", name), {
            awsUrl: aws === this.aws ? `http://${address}:${this.awsNetwork.port}` : aws.endpoints.url,
            region: aws.region,
            principals: aws.account.principals,
            caFile: database.server.caFile,
            hostMap: {
                [host]: { address, port: this.writer.port },
                [readerHost]: { address, port: this.reader.port },
            },
            onLog: (line) => this.log.push(line),
            nodeExecutable,
            timeoutSeconds: seconds,
        });
    }
}

function standbyOf({ server }: LocalDatabase): PostgresStandby {
    if (server.standby === undefined) throw new Error("the stack has no reader");
    return server.standby;
}

function running(started: LocalFunction | undefined): LocalFunction {
    if (started === undefined) throw new Error("the function has not been started");
    return started;
}

async function runningWork(sql: postgres.Sql): Promise<string[]> {
    const rows = await sql<{ query: string }[]>`
        select query from pg_stat_activity
         where backend_type = 'client backend' and usename <> current_user
           and state <> 'idle' and wait_event is distinct from 'ClientRead'`;
    return rows.map(({ query }) => query);
}

async function countConnections(sql: postgres.Sql): Promise<number> {
    const [row] = await sql<{ count: number }[]>`
        select count(*)::int as count from pg_stat_activity
         where application_name like 'experimentation-access-%' or application_name like 'experimentation-rotation-%'`;
    return row?.count ?? 0;
}

/**
 * Stops a function's process, as Lambda does between invocations.
 *
 * @returns a function that lets it go on.
 */
export function freeze({ processId }: LocalFunction): () => void {
    // A process that reached its time limit is gone.
    if (processId === undefined) return () => undefined;
    process.kill(processId, "SIGSTOP");
    return () => process.kill(processId, "SIGCONT");
}
