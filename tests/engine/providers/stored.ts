import type { ResourceName } from "./urn";
import type { Properties } from "./wire";

/** A resource that the account has. */
export interface StoredResource extends ResourceName {
    readonly id: string;
    /** How many resources of its URN were made before it. */
    readonly generation: number;
    /** Inputs and computed outputs. */
    readonly state: Properties;
}
