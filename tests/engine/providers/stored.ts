import type { ResourceName } from "./urn";
import type { Properties } from "./wire";

/** A resource of the account. */
export interface StoredResource extends ResourceName {
    readonly id: string;
    /** The number of earlier resources with its URN. */
    readonly generation: number;
    /** Inputs and computed outputs. */
    readonly state: Properties;
}
