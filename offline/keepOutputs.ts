import * as state from "@pulumi/pulumi/runtime/state";

/**
 * Passes Outputs in the arguments of components to the mocks as Outputs, as the engine passes them to a plugin. Pulumi
 * switches that off for mocks. Call this function after `setMocks` (`@pulumi/pulumi`, `runtime/mocks.js`).
 */
export function keepOutputs(): void {
    const getStore: unknown = Reflect.get(state, "getStore");
    const store: unknown = typeof getStore === "function" ? Reflect.apply(getStore, undefined, []) : undefined;
    if (typeof store !== "object" || store === null || !("supportsOutputValues" in store)) {
        throw new Error("this version of @pulumi/pulumi keeps what a monitor supports elsewhere");
    }
    store.supportsOutputValues = true;
}
