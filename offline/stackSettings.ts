import { parseSettings, type Settings } from "../settings";
import { configuredValues } from "../settings/configuredValues";
import { projectFolder } from "./runProgram";
import { readStackConfig } from "./stackConfig";

/**
 * Reads the settings of a stack from its file.
 *
 * @throws RunError with every mistake of the configuration.
 */
export function stackSettings(stack: string): Settings {
    const { project, values } = readStackConfig(projectFolder, stack);
    return parseSettings(configuredValues(values, project), stack);
}
