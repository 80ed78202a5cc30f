import { type ExampleNetwork, exampleNetwork } from "./exampleNetwork";
import { exampleSource } from "./exampleSource";
import type { MockOptions } from "./mocks";
import { standardZones } from "./zones";

/**
 * Example values for the account of a stack: the zones of its region, and the outputs of another stack that it refers
 * to.
 *
 * @param config full keys (`project:key`), every value as text.
 */
export function exampleAccount(
    config: Readonly<Record<string, string | undefined>>,
    project: string,
): Pick<MockOptions, "region" | "zones"> & Required<Pick<MockOptions, "clusters" | "snapshots">> & ExampleNetwork {
    const region = config["aws:region"] ?? "";
    return {
        region,
        zones: standardZones(region, config[`${project}:zoneNames`]),
        ...exampleNetwork(config, project),
        ...exampleSource(config, project),
    };
}
