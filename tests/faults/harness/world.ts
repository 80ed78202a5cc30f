import type postgres from "postgres";
import type { FaultHook } from "../../../tools/local/aws/faults";
import type { InvokeRotation } from "../../../tools/local/aws/secrets/rotation";
import type { InvocationResult } from "../../../tools/local/lambda/answers";
import type { LocalFunction } from "../../../tools/local/lambda/function";
import type { Proxy } from "../../../tools/local/network/proxy";
import { type LocalAws, serveAws } from "../../../tools/local/platform/aws";
import { functionNames } from "../../../tools/local/platform/platform";
import { outputText, resourceOf } from "../../../tools/local/platform/resources";
import type { CertificateAuthority } from "../../../tools/local/postgres/certificates";
import type { PostgresStandby } from "../../../tools/local/postgres/standby";
import { freeze } from "./freeze";
import { type Parts, startParts, stopParts } from "./parts";
import { countConnections, runningStatements, settle } from "./serverActivity";
import { type FunctionOptions, startFunction } from "./startFunction";

/** The time-out of both functions, in seconds. An invocation may use half a second less. */
export const timeoutSeconds = 3;

/** The kinds of secrets. */
export type Kind = "migration" | "application" | "reader";

/**
 * The platform of the dev stack with a reader, in which tests can inject faults: a real PostgreSQL with a standby
 * behind proxies, AWS's endpoints with the registered policies, secrets and parameters, and both functions from their
 * artifacts.
 */
export class World {
    /** The faults of AWS calls. */
    faults: FaultHook = () => undefined;
    /** The lines that the functions have logged. */
    readonly log: string[] = [];
    private current: LocalFunction | undefined;
    private rotating: LocalFunction | undefined;

    private constructor(private readonly parts: Parts) {}

    /** Starts everything, and rotates the three secrets for the first time. */
    static async start(nodeExecutable: string): Promise<World> {
        const world: World = new World(await startParts(nodeExecutable, (call) => world.faults(call)));
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

    /** The proxy in front of AWS. */
    get awsNetwork(): Proxy {
        return this.parts.awsNetwork;
    }

    /** The superuser's client at the writer. */
    get sql(): postgres.Sql {
        return this.parts.sql;
    }

    /** The reader's server. */
    get standby(): PostgresStandby {
        return this.parts.standby;
    }

    /** AWS's endpoints and the account behind them. */
    get aws(): LocalAws {
        return this.parts.aws;
    }

    /** Issues certificates that the functions trust. */
    get authority(): CertificateAuthority {
        return this.parts.authority;
    }

    /** The writer's registered host name. */
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

    /** Invokes the access function. */
    async invoke(event: unknown): Promise<InvocationResult> {
        return await this.access.invoke(event);
    }

    /**
     * Replaces the access function's process by a new one, which has cached nothing and has no connection.
     *
     * @param seconds the time-out.
     */
    async restartAccess(seconds = timeoutSeconds): Promise<void> {
        await this.current?.stop();
        this.current = await this.startAccess(seconds);
    }

    /** Starts another process of the access function, as Lambda does for concurrent calls. The caller must stop it. */
    async startAccess(seconds = timeoutSeconds): Promise<LocalFunction> {
        return await this.startFunction(functionNames.access, seconds);
    }

    /** Starts a process of the access function in an account that lacks one parameter. */
    async startAccessWithout(parameter: string): Promise<{ readonly access: LocalFunction; stop(): Promise<void> }> {
        const { program, database } = this.parts;
        const resources = program.resources.filter(
            ({ type, name }) => type !== "aws:ssm/parameter:Parameter" || name !== parameter,
        );
        const aws = await serveAws(resources, program.region, database.masterSecretValue);
        const access = await this.startFunction(functionNames.access, timeoutSeconds, { aws });
        return {
            access,
            stop: async () => {
                await access.stop();
                await aws.endpoints.stop();
            },
        };
    }

    /** Creates another client of the superuser at the writer. The caller must end it. */
    connectAsSuperuser(): postgres.Sql {
        return this.parts.database.server.connectAsSuperuser();
    }

    /** Starts another process of the rotation function. The caller must stop it. */
    async startRotation(seconds = timeoutSeconds): Promise<LocalFunction> {
        return await this.startFunction(functionNames.rotation, seconds);
    }

    /** Starts another process of a function, in a stack whose database pauses. The caller must stop it. */
    async startPausing(name: keyof typeof functionNames, seconds: number): Promise<LocalFunction> {
        return await this.startFunction(functionNames[name], seconds, {
            moreVariables: { DATABASE_PAUSES: "true" },
        });
    }

    /** Rotates a secret as Secrets Manager does. Rejects if a step fails. */
    async rotate(kind: Kind, invoke: InvokeRotation = this.invokeRotation()): Promise<void> {
        await this.aws.endpoints.rotateSecret(this.secretArn(kind), invoke);
    }

    /** Repeats all steps of an unfinished rotation, as Secrets Manager does by itself later. */
    async retryRotation(kind: Kind): Promise<void> {
        await this.aws.endpoints.retryRotation(this.secretArn(kind), this.invokeRotation());
    }

    /** Invokes the rotation function for Secrets Manager. A failed step rejects with the error's type and message. */
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

    /** The number of the functions' connections to both servers. */
    async connections(): Promise<number> {
        const counts = await Promise.all([this.parts.sql, this.parts.standbySql].map(countConnections));
        return counts.reduce((sum, count) => sum + count, 0);
    }

    /** Waits until the functions have `expected` connections, at most five seconds. Returns the number at the end. */
    async connectionsSettled(expected: number): Promise<number> {
        const count = () => this.connections().catch(() => Number.NaN);
        return await settle(count, (connections) => connections === expected, 5000);
    }

    /**
     * Waits until no login role runs a statement on either server, at most one second. Returns the statements that
     * still run. The access function is frozen meanwhile, as Lambda freezes it after its response, so that it cannot
     * end them.
     */
    async remainingWork(): Promise<string[]> {
        const thaw = freeze(this.access);
        const servers = [this.parts.sql, this.parts.standbySql];
        try {
            const running = async () => (await Promise.all(servers.map(runningStatements))).flat();
            return await settle(running, (statements) => statements.length === 0, 1000);
        } finally {
            thaw();
        }
    }

    /** Removes every fault. */
    async removeFaults(): Promise<void> {
        this.faults = () => undefined;
        await Promise.all([this.awsNetwork.restore(), this.writer.restore(), this.reader.restore()]);
    }

    /** Stops both functions and all parts. */
    async stop(): Promise<void> {
        await Promise.all([this.current?.stop(), this.rotating?.stop()]);
        await stopParts(this.parts);
    }

    private async startFunction(
        name: string,
        seconds: number,
        more: Pick<FunctionOptions, "aws" | "moreVariables"> = {},
    ): Promise<LocalFunction> {
        const { aws, moreVariables } = more;
        return await startFunction(this.parts, name, {
            seconds,
            aws,
            moreVariables,
            onLog: (line) => this.log.push(line),
        });
    }
}

function running(started: LocalFunction | undefined): LocalFunction {
    if (started === undefined) throw new Error("the function has not been started");
    return started;
}
