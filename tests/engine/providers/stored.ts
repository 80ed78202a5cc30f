import type { ResourceName } from "./urn";
import type { Properties } from "./wire";

/** A resource that the account has. */
export interface StoredResource extends ResourceName {
    readonly id: string;
    /** Inputs and computed outputs. */
    readonly state: Properties;
}
