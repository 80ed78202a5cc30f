import type { HostMap } from "./runtime/messages";

/** The registered function and its surroundings on this machine. */
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
     * The variables that Lambda itself adds, and those that point at this machine. They win over registered ones.
     * `LAMBDA_TASK_ROOT` and `_HANDLER` are added here. The process has no other variables.
     */
    readonly lambdaEnvironment: Readonly<Record<string, string>>;
    /** The local address of each registered endpoint. Apart from these and the machine's own, no host name resolves. */
    readonly hostMap: HostMap;
    /** Time limit of an invocation. When it expires, the process is ended. */
    readonly timeoutSeconds: number;
    /** The limit of V8's heap. */
    readonly memoryMb: number;
    /** The Node.js to run it with. Default: the one that runs this program. */
    readonly nodeExecutable?: string;
    /** Called with each line that the function prints. Default: lines are dropped. */
    readonly onLog?: (line: string) => void;
}
