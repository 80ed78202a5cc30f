import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { eventTooLarge, type InvocationResult, maxEventBytes, readOutcome } from "./answers";
import type { FunctionOptions } from "./functionOptions";
import type { InvocationContext, Request } from "./runtime/messages";
import { type Sandbox, startSandbox } from "./sandbox";

/** Lambda's time-out of an initialisation. */
const initSeconds = 10;

/** The processes of one function, one after another. A new one is started when there is none. */
export class Lifecycle {
    initDurationMs: number | undefined;
    processId: number | undefined;
    peakResidentBytes = 0;
    private sandbox: Promise<Sandbox> | undefined;
    private isStopped = false;

    constructor(
        private readonly options: FunctionOptions,
        private readonly taskRoot: string,
        private readonly runtimeFolder: string,
    ) {}

    /** Runs one invocation. The caller must wait for it before the next one. */
    async invoke(event: unknown, signal?: AbortSignal): Promise<InvocationResult> {
        const text = toJson(event);
        if (Buffer.byteLength(text) > maxEventBytes) return eventTooLarge();
        const requestId = randomUUID();
        if ((await this.sandbox)?.isAlive !== true) {
            const result = await this.initialise(requestId, signal);
            if (!result.ok) return result;
        }
        const { timeoutSeconds } = this.options;
        const request = { kind: "invoke", event: text, context: createContext(this.options, requestId) } as const;
        return this.ask(request, timeoutSeconds, requestId, signal);
    }

    /** Starts a process and loads the code in it. */
    async initialise(requestId: string, signal?: AbortSignal): Promise<InvocationResult> {
        this.requireRunning(signal);
        const { options, taskRoot } = this;
        const start = performance.now();
        this.initDurationMs = undefined;
        this.sandbox = startSandbox({
            nodeExecutable: options.nodeExecutable ?? process.execPath,
            runtimeFolder: this.runtimeFolder,
            taskRoot,
            environment: completeEnvironment(options, taskRoot),
            memoryMb: options.memoryMb,
            onLog: options.onLog ?? (() => undefined),
        });
        const request = { kind: "initialise", taskRoot, handler: options.handler, hostMap: options.hostMap } as const;
        this.processId = (await this.sandbox).processId;
        const result = await this.ask(request, initSeconds, requestId, signal);
        if (result.ok) this.initDurationMs = performance.now() - start;
        return result;
    }

    /** Ends the current process and any invocation in it. No other process is started afterwards. */
    async stop(): Promise<void> {
        this.isStopped = true;
        // The caller that started the process has already received its error.
        const sandbox = await this.sandbox?.catch(() => undefined);
        await sandbox?.kill();
    }

    private async ask(
        request: Request,
        limitSeconds: number,
        requestId: string,
        signal?: AbortSignal,
    ): Promise<InvocationResult> {
        const sandbox = await this.sandbox;
        this.requireRunning(signal);
        if (sandbox === undefined) throw new Error(`the function ${this.options.name} has no process`);
        const outcome = await sandbox.ask(request, limitSeconds * 1000, signal);
        if (outcome.kind === "replied") {
            this.peakResidentBytes = Math.max(this.peakResidentBytes, outcome.reply.peakResidentBytes);
        } else {
            this.requireRunning(signal);
        }
        return readOutcome(outcome, requestId, limitSeconds);
    }

    private requireRunning(signal: AbortSignal | undefined): void {
        signal?.throwIfAborted();
        if (this.isStopped) throw new Error(`the function ${this.options.name} has been stopped`);
    }
}

function toJson(event: unknown): string {
    // JSON.stringify returns undefined for undefined, which its declared type leaves out.
    const text: unknown = JSON.stringify(event);
    return typeof text === "string" ? text : "null";
}

function completeEnvironment(options: FunctionOptions, taskRoot: string): Record<string, string> {
    return {
        ...options.environment,
        ...options.lambdaEnvironment,
        LAMBDA_TASK_ROOT: taskRoot,
        _HANDLER: options.handler,
    };
}

function createContext(options: FunctionOptions, awsRequestId: string): InvocationContext {
    return {
        awsRequestId,
        functionName: options.name,
        functionVersion: "$LATEST",
        invokedFunctionArn: options.arn,
        memoryLimitInMB: String(options.memoryMb),
        logGroupName: options.lambdaEnvironment["AWS_LAMBDA_LOG_GROUP_NAME"] ?? `/aws/lambda/${options.name}`,
        logStreamName: options.lambdaEnvironment["AWS_LAMBDA_LOG_STREAM_NAME"] ?? "local",
        deadlineMs: Date.now() + options.timeoutSeconds * 1000,
    };
}
