import * as state from "@pulumi/pulumi/runtime/state";

/**
 * Lets the arguments of components reach the mocks as the engine hands them to a plugin: an Output as an Output.
 * Pulumi switches that off for mocks (`setMocks` in `@pulumi/pulumi`, `runtime/mocks.js`); call this after it.
 */
export function keepOutputs(): void {
    const getStore: unknown = Reflect.get(state, "getStore");
    const store: unknown = typeof getStore === "function" ? Reflect.apply(getStore, undefined, []) : undefined;
    if (typeof store !== "object" || store === null || !("supportsOutputValues" in store)) {
        throw new Error("this version of @pulumi/pulumi keeps what a monitor supports elsewhere");
    }
    store.supportsOutputValues = true;
}
