/** A request to a function's process, sent as JSON over the process's channel. */
export type Request =
    | {
          readonly kind: "initialise";
          /** The folder with the code. */
          readonly taskRoot: string;
          /** The registered `<file>.<export>`. */
          readonly handler: string;
          readonly hostMap: HostMap;
      }
    | {
          readonly kind: "invoke";
          /** The event as JSON text. */
          readonly event: string;
          readonly context: InvocationContext;
      };

/** The reply of a function's process to each request. */
export interface Reply {
    /** The handler's result as JSON text; absent after `initialise`. */
    readonly payload?: string;
    readonly error?: FunctionError;
    /** True if the process has to end after this reply. */
    readonly isFinal: boolean;
    /** The highest resident memory of the process so far. */
    readonly peakResidentBytes: number;
}

/** An error with the fields of Lambda's responses. */
export interface FunctionError {
    readonly errorType: string;
    readonly errorMessage: string;
}

/** The local address of each host name, with another port where one is given. */
export type HostMap = Readonly<Record<string, { readonly address: string; readonly port?: number }>>;

/** The fields of Lambda's context object. */
export interface InvocationContext {
    readonly awsRequestId: string;
    readonly functionName: string;
    readonly functionVersion: string;
    readonly invokedFunctionArn: string;
    readonly memoryLimitInMB: string;
    readonly logGroupName: string;
    readonly logStreamName: string;
    /** Milliseconds since 1970. */
    readonly deadlineMs: number;
}
