import * as pulumi from "@pulumi/pulumi";
import { ConfigurationError } from "./configReader";
import { configuredValues } from "./configuredValues";
import { parseSettings } from "./parse";
import type { Settings } from "./settings";

export { parseSettings } from "./parse";
export type { Settings } from "./settings";
export { logWarnings } from "./warnings";

/**
 * Reads the settings of the current stack. Nothing else in the program reads configuration.
 *
 * @throws pulumi.RunError with every error. The CLI prints it without a stack trace.
 */
export function loadSettings(): Settings {
    try {
        return parseSettings(configuredValues(pulumi.runtime.allConfig(), pulumi.getProject()), pulumi.getStack());
    } catch (error) {
        throw error instanceof ConfigurationError ? new pulumi.RunError(error.message) : error;
    }
}
