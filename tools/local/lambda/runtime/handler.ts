import { createRequire } from "node:module";
import { join } from "node:path";
import type { FunctionError } from "./messages";

/** A function's own code. */
export type Handler = (event: unknown, context: unknown) => unknown;

/**
 * Loads the code of a function.
 *
 * @param handler `<file>.<export>`
 * @throws Lambda's errors `Runtime.ImportModuleError`, `Runtime.UserCodeSyntaxError` and `Runtime.HandlerNotFound`, and
 * any error that the code throws while it loads.
 */
export function loadHandler(taskRoot: string, handler: string): Handler {
    const [file, name] = splitHandler(handler);
    const exported: unknown = Reflect.get(Object(loadModule(join(taskRoot, file))), name);
    if (!isHandler(exported)) throw named("Runtime.HandlerNotFound", `${handler} is undefined or not exported`);
    return exported;
}

/** Splits `<file>.<export>` at its first dot, as Lambda does. */
export function splitHandler(handler: string): readonly [file: string, name: string] {
    const dot = handler.indexOf(".");
    if (dot < 1 || dot === handler.length - 1) {
        throw named("Runtime.MalformedHandlerName", `Bad handler ${handler}: expected <file>.<export>`);
    }
    return [handler.slice(0, dot), handler.slice(dot + 1)];
}

/** An error in the format of Lambda's responses: type and message only. */
export function describeError(error: unknown): FunctionError {
    return error instanceof Error
        ? { errorType: error.name, errorMessage: error.message }
        : { errorType: typeof error, errorMessage: String(error) };
}

/** An error of Lambda's own, by its name. */
export function named(name: string, message: string): Error {
    return Object.assign(new Error(message), { name });
}

function loadModule(path: string): unknown {
    try {
        return createRequire(__filename)(path);
    } catch (error) {
        if (error instanceof SyntaxError) throw named("Runtime.UserCodeSyntaxError", error.toString());
        if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") {
            throw named("Runtime.ImportModuleError", error.toString());
        }
        throw error;
    }
}

function isHandler(value: unknown): value is Handler {
    return typeof value === "function";
}
