import { type ExampleNetwork, exampleNetwork } from "./exampleNetwork";
import { type ExampleSource, exampleSource } from "./exampleSource";
import type { MockOptions } from "./mocks";
import { standardZones } from "./zones";

/**
 * Example values for the account of a stack: the zones of its region, the outputs of another stack that it refers to,
 * and the source of a restore.
 *
 * @param config full keys (`project:key`), every value as text.
 */
export function exampleAccount(
    config: Readonly<Record<string, string | undefined>>,
    project: string,
): Pick<MockOptions, "region" | "zones"> & ExampleNetwork & ExampleSource {
    const region = config["aws:region"] ?? "";
    const network = exampleNetwork(config, project);
    const source = exampleSource(config, project);
    return {
        region,
        zones: standardZones(region, config[`${project}:zoneNames`]),
        ...network,
        ...source,
        assumptions: [...network.assumptions, ...source.assumptions],
    };
}
