import * as pulumi from "@pulumi/pulumi";
import { ConfigurationError } from "./configuration";
import { parseSettings } from "./parseSettings";
import type { Settings } from "./settings";

export { parseSettings } from "./parseSettings";
export type { Settings } from "./settings";

/**
 * The settings of the stack that runs. Nothing else in the program reads configuration.
 *
 * @throws pulumi.RunError with every mistake, which the CLI prints without a stack trace.
 */
export function loadSettings(): Settings {
    try {
        return parseSettings(configuredValues(pulumi.getProject()), pulumi.getStack());
    } catch (error) {
        throw error instanceof ConfigurationError ? new pulumi.RunError(error.message) : error;
    }
}

/** The project's values without its namespace, the unknown ones too, and of the others' `aws:region` alone. */
function configuredValues(project: string): Record<string, string> {
    const namespace = `${project}:`;
    const own = (key: string) => (key.startsWith(namespace) ? key.slice(namespace.length) : undefined);
    const values = new Map<string, string>();
    for (const [key, value] of Object.entries(pulumi.runtime.allConfig())) {
        const name = key === "aws:region" ? key : own(key);
        if (name !== undefined) {
            values.set(name, value);
        }
    }
    return Object.fromEntries(values);
}
