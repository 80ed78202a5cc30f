import type { Registration } from "./registrations";

/** A resource that the program registered, with the options that an engine would receive. */
export interface RegisteredResource extends Registration {
    /** The inputs that the program passed, with secrets unwrapped. */
    readonly inputs: Readonly<Record<string, unknown>>;
    /** The inputs that the program or the SDK marked as secret. */
    readonly secretInputs: readonly string[];
    /** The inputs and the computed outputs. A preview leaves unknown values out. */
    readonly outputs: Readonly<Record<string, unknown>>;
}
