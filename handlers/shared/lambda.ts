import { codedError } from "./errors";

/** What the functions use of the context that Lambda gives to each invocation. */
export interface LambdaContext {
    readonly awsRequestId: string;
    /** Milliseconds until Lambda ends the invocation. */
    getRemainingTimeInMillis(): number;
}

/** The variables of a function's environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variable `name`. Throws `configurationInvalid` where it is missing or empty. */
export function requiredVariable(environment: Environment, name: string): string {
    const value = environment[name];
    if (value === undefined || value === "") {
        throw codedError("configurationInvalid", {
            message: `${name}: not set; the function needs this environment variable, deploy the stack again`,
        });
    }
    return value;
}

/** The variable `name` as a whole number from 1 to `maximum`. Throws `configurationInvalid` for anything else. */
export function numberVariable(environment: Environment, name: string, maximum: number): number {
    const text = requiredVariable(environment, name);
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || value > maximum) {
        throw codedError("configurationInvalid", {
            message: `${name}: ${text}: must be a whole number from 1 to ${maximum}; deploy the stack again`,
        });
    }
    return value;
}
