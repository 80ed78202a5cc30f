import { configuredValues } from "../../settings/configuredValues";
import { exampleNetwork } from "../../offline/exampleNetwork";
import { projectFolder, runProgram } from "../../offline/runProgram";
import { readStackConfig } from "../../offline/stackConfig";
import { ConfigurationError } from "../../settings/configReader";
import { parseSettings } from "../../settings/parse";
import type { Settings } from "../../settings/settings";
import type { Usage } from "./charge";
import { estimate, type Estimate } from "./estimate";

/** Configuration keys of the project, without its namespace, and the values that they would get. */
export type Changes = Readonly<Record<string, string>>;

/** A stack that can be priced as it is configured, and as it could be. */
export interface StackCost {
    readonly settings: Settings;
    /** What is assumed of what is not known offline, a sentence each. */
    readonly assumptions: readonly string[];
    /**
     * Whether the changes change anything, and the settings take them: a production stack for instance refuses a single
     * instance.
     */
    accepts(changes: Changes): boolean;
    /**
     * Runs the program, with some of its keys changed, and prices what it registers. The same changes are priced once.
     *
     * @throws RunError where a price is not known.
     */
    estimate(changes?: Changes): Promise<Estimate>;
}

/**
 * Reads a stack's configuration.
 *
 * @throws RunError where the stack has no file.
 * @throws ConfigurationError with every mistake in it.
 */
export function stackCost(stack: string, usage: Usage): StackCost {
    const { project, values } = readStackConfig(projectFolder, stack);
    const own = configuredValues(values, project);
    const settings = parseSettings(own, stack);
    const estimates = new Map<string, Promise<Estimate>>();
    return {
        settings,
        assumptions: exampleNetwork(values, project).assumptions,
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
