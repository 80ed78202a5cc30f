import type { HostMap } from "./runtime/messages";

/** The registered function and its environment on this machine. */
export interface FunctionOptions {
    readonly name: string;
    readonly arn: string;
    /** The text of the code's file, a CommonJS module. */
    readonly code: string;
    /** The texts of the files beside the code, by name. Default: none. */
    readonly otherFiles?: Readonly<Record<string, string>>;
    /** `<file>.<export>`, such as `__index.handler`: the code is in `__index.js`. */
    readonly handler: string;
    /** The registered environment variables. */
    readonly environment: Readonly<Record<string, string>>;
    /**
     * The variables that Lambda itself adds, and those that point at this machine. They override registered ones.
     * `LAMBDA_TASK_ROOT` and `_HANDLER` are added here. The process has no other variables.
     */
    readonly lambdaEnvironment: Readonly<Record<string, string>>;
    /** The local address of each registered endpoint. Only these names and the machine's own resolve. */
    readonly hostMap: HostMap;
    /** Time-out of an invocation. The process is ended when it expires. */
    readonly timeoutSeconds: number;
    /** The limit of V8's heap. */
    readonly memoryMb: number;
    /** Path of the Node.js that runs it. Default: the Node.js that runs this program. */
    readonly nodeExecutable?: string;
    /** Called with each line that the function prints. Default: lines are dropped. */
    readonly onLog?: (line: string) => void;
}
