import { type LambdaContext, startDeadline } from "../shared/deadline";
import type { EnvironmentVariables } from "../shared/environment";
import { asCodedError, isCodedError, resultOrError } from "../shared/errors";
import { type AccessDependencies, type Connections, createConnections, type Invocation } from "./connections";
import type { MetricsContext } from "./embeddedMetrics";
import { type AccessEvent, parseEvent } from "./event";
import { healthCheck } from "./health/healthCheck";
import { healthMetrics } from "./health/healthMetrics";
import { passwordAges } from "./health/passwordAges";
import { query } from "./query/query";
import { type Answer, failure, healthAnswer, rollUpAnswer } from "./response";
import { rollUp } from "./rollUp/rollUp";
import { rollUpMetrics } from "./rollUp/rollUpMetrics";
import { createSchema } from "./schema/createSchema";
import { type AccessSettings, readAccessSettings } from "./settings";
import { upgradeCheck } from "./upgrade/upgradeCheck";

export type { AccessDependencies } from "./connections";
export type { Answer } from "./response";

/** The access function. Only tests call `close`, which closes its connections. */
export interface AccessHandler {
    (event: unknown, context: LambdaContext): Promise<Answer>;
    close(): Promise<void>;
}

/**
 * Creates the access function, with the state that it keeps between invocations. The function never throws. It returns
 * every failure as a response before Lambda's time-out, including wrong environment variables at each invocation.
 */
export function createAccessHandler(dependencies: AccessDependencies, variables: EnvironmentVariables): AccessHandler {
    const ready = resultOrError(() => prepare(dependencies, variables));
    const log = dependencies.log ?? ((line: string): unknown => process.stdout.write(`${line}\n`));

    async function handle(event: unknown, context: LambdaContext): Promise<Answer> {
        const start = performance.now();
        const deadline = startDeadline(context);
        const invocation: Invocation = { deadline, refreshed: new Set(), attempts: 1 };
        let action: AccessEvent["action"] | null = null;
        let answer: Answer;
        let trace: string | undefined;
        try {
            const parsed = parseEvent(event);
            action = parsed.action;
            if (isCodedError(ready)) {
                throw ready;
            }
            answer = await performAndClose(ready, parsed, invocation);
        } catch (error) {
            const coded = asCodedError(error);
            answer = failure(action, coded);
            trace = coded.trace;
        } finally {
            deadline.stop();
        }
        const { code, outcome } = answer.ok ? { code: null, outcome: "done" } : answer.error;
        const durationMs = Math.round(performance.now() - start);
        const { attempts } = invocation;
        const requestId = context.awsRequestId;
        log(JSON.stringify({ requestId, action, ok: answer.ok, code, outcome, durationMs, attempts, trace }));
        if (!isCodedError(ready)) {
            const namespace = ready.settings.metricsNamespace;
            const metrics = metricsOf(answer, { namespace, timestamp: Date.now(), requestId });
            if (metrics !== undefined) {
                log(JSON.stringify(metrics));
            }
        }
        return answer;
    }

    return Object.assign(handle, {
        close: async () => {
            if (!isCodedError(ready)) {
                await ready.connections.close();
            }
        },
    });
}

/** The line with the metrics of an answer, if its action has any. */
function metricsOf(answer: Answer, context: MetricsContext): object | undefined {
    switch (answer.action) {
        case "healthCheck":
            return healthMetrics(answer, context);
        case "rollUp":
            return rollUpMetrics(answer, context);
        default:
            return undefined;
    }
}

/** The state that is kept between invocations. */
interface Ready {
    readonly dependencies: AccessDependencies;
    readonly settings: AccessSettings;
    readonly connections: Connections;
}

function prepare(dependencies: AccessDependencies, variables: EnvironmentVariables): Ready {
    const settings = readAccessSettings(variables);
    return { dependencies, settings, connections: createConnections(dependencies, settings) };
}

/** Performs the action. Then ends the connections to a database that pauses, because they would keep it awake. */
async function performAndClose(ready: Ready, event: AccessEvent, invocation: Invocation): Promise<Answer> {
    try {
        return await perform(ready, event, invocation);
    } finally {
        if (ready.settings.pauses) {
            await ready.connections.close();
        }
    }
}

async function perform(ready: Ready, event: AccessEvent, invocation: Invocation): Promise<Answer> {
    const { dependencies, settings, connections } = ready;
    const { environment } = settings;
    switch (event.action) {
        case "healthCheck": {
            const [health, ages] = await Promise.all([
                healthCheck(connections, settings, invocation),
                passwordAges(dependencies, settings, invocation.deadline),
            ]);
            return healthAnswer(environment, health, ages);
        }
        case "createSchema":
            return { ok: true, action: "createSchema", environment, ...(await createSchema(connections, invocation)) };
        case "rollUp":
            return rollUpAnswer(environment, await rollUp(connections, settings, invocation));
        case "upgradeCheck":
            return {
                ok: true,
                action: "upgradeCheck",
                environment,
                ...(await upgradeCheck(connections, event.major, invocation)),
            };
        case "query":
            return { ok: true, action: "query", ...(await query(connections, settings, event, invocation)) };
    }
}
