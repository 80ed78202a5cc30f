import { exampleAccount } from "../../offline/exampleAccount";
import { projectFolder, runProgram } from "../../offline/runProgram";
import { readStackConfig } from "../../offline/stackConfig";
import { ConfigurationError } from "../../settings/configReader";
import { configuredValues } from "../../settings/configuredValues";
import { parseSettings } from "../../settings/parse";
import type { Settings } from "../../settings/settings";
import type { Usage } from "./charge";
import { type Estimate, estimate } from "./estimate";

/** Configuration keys of the project, without its namespace, with their new values. */
export type Changes = Readonly<Record<string, string>>;

/** A stack that can be priced with its configuration and with changes of it. */
export interface StackCost {
    readonly settings: Settings;
    /** Assumptions about facts that are not known offline, a sentence each. */
    readonly assumptions: readonly string[];
    /**
     * Whether the changes have an effect and the settings accept them. For instance, a production stack refuses a
     * single instance.
     */
    accepts(changes: Changes): boolean;
    /**
     * Runs the program with the changes, and prices its resources. The same changes are priced once.
     *
     * @throws RunError for an unknown price.
     */
    estimate(changes?: Changes): Promise<Estimate>;
}

/**
 * Reads a stack's configuration.
 *
 * @throws RunError if the stack has no file.
 * @throws ConfigurationError with every mistake in it.
 */
export function stackCost(stack: string, usage: Usage): StackCost {
    const { project, values } = readStackConfig(projectFolder, stack);
    const own = configuredValues(values, project);
    const settings = parseSettings(own, stack);
    const estimates = new Map<string, Promise<Estimate>>();
    return {
        settings,
        assumptions: exampleAccount(values, project).assumptions,
        accepts(changes) {
            const differs = Object.entries(changes).some(([key, value]) => own[key] !== value);
            return differs && isValid({ ...own, ...changes }, stack);
        },
        async estimate(changes = {}) {
            const key = JSON.stringify(changes);
            const known = estimates.get(key) ?? run(stack, withNamespace(project, changes), usage);
            estimates.set(key, known);
            return await known;
        },
    };
}

async function run(stack: string, config: Record<string, string>, usage: Usage): Promise<Estimate> {
    const { resources } = await runProgram({ stack, config });
    return estimate(resources, usage);
}

function isValid(values: Readonly<Record<string, string>>, stack: string): boolean {
    try {
        parseSettings(values, stack);
        return true;
    } catch (error) {
        if (error instanceof ConfigurationError) {
            return false;
        }
        throw error;
    }
}

function withNamespace(project: string, changes: Changes): Record<string, string> {
    return Object.fromEntries(Object.entries(changes).map(([key, value]) => [`${project}:${key}`, value]));
}
