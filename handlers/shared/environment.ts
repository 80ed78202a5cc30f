import { codedError } from "./errors";

/** The environment variables of a function. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/**
 * Returns the variable `name`.
 *
 * @throws `configurationInvalid` if it is missing or empty.
 */
export function requiredVariable(variables: EnvironmentVariables, name: string): string {
    const value = variables[name];
    if (value === undefined || value === "") {
        throw codedError("configurationInvalid", {
            message: `${name}: not set; the function needs this environment variable, deploy the stack again`,
        });
    }
    return value;
}

/**
 * Returns the variable `name` as a whole number from 1 to `maximum`.
 *
 * @throws `configurationInvalid` for anything else.
 */
export function numberVariable(variables: EnvironmentVariables, name: string, maximum: number): number {
    const text = requiredVariable(variables, name);
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || value > maximum) {
        throw codedError("configurationInvalid", {
            message: `${name}: ${text}: must be a whole number from 1 to ${maximum}; deploy the stack again`,
        });
    }
    return value;
}

/**
 * Returns whether the variable `name` is `true`. False if it is missing.
 *
 * @throws `configurationInvalid` for anything else.
 */
export function flagVariable(variables: EnvironmentVariables, name: string): boolean {
    const value = variables[name];
    if (value !== undefined && value !== "true") {
        throw codedError("configurationInvalid", {
            message: `${name}: ${value}: must be true or missing; deploy the stack again`,
        });
    }
    return value === "true";
}
