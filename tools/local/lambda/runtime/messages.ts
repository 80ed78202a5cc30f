/** What the platform sends into a function's process, as JSON over the process's channel. */
export type Request =
    | {
          readonly kind: "initialise";
          /** The folder with the code. */
          readonly taskRoot: string;
          /** `<file>.<export>`, as it is registered. */
          readonly handler: string;
          readonly hostMap: HostMap;
      }
    | {
          readonly kind: "invoke";
          /** The event as JSON text. */
          readonly event: string;
          readonly context: InvocationContext;
      };

/** What a function's process answers to each request. */
export interface Reply {
    /** The handler's answer as JSON text; empty after `initialise`. */
    readonly payload?: string;
    readonly error?: FunctionError;
    /** True when the process ends after this reply. */
    readonly isFinal: boolean;
    /** The most memory that the process has had so far. */
    readonly peakResidentBytes: number;
}

/** An error with the fields that Lambda answers. */
export interface FunctionError {
    readonly errorType: string;
    readonly errorMessage: string;
}

/** Where connections go, by the host name that they are asked for: on this machine, to another port where one is given. */
export type HostMap = Readonly<Record<string, { readonly address: string; readonly port?: number }>>;

/** The part of Lambda's context object that is data. */
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
