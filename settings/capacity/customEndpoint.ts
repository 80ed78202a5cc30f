import type { CustomEndpoint } from "../../components/aurora/capacityArgs";
import type { Configuration } from "../configReader";
import type { DatabaseSettings } from "../settings";

/** Reads and checks the custom endpoint of a named set of readers. Undefined if there is none. */
export function readCustomEndpoint(
    config: Configuration,
    { length: count }: DatabaseSettings["instances"],
): CustomEndpoint | undefined {
    const name = config.text("customEndpoint");
    const readers = config.integers("customEndpointReaders", 1, 15);
    if (name === "") {
        config.require(
            "customEndpointReaders",
            readers.length === 0,
            "has no effect without an endpoint; remove it, or set customEndpoint to a name, for instance analytics",
            "customEndpoint",
        );
        return undefined;
    }
    config.require(
        "customEndpoint",
        /^[a-z](-?[a-z0-9])*$/.test(name) && name.length <= 20,
        "must be a part of an endpoint's name; use 1 to 20 lower-case letters, digits and single hyphens, first a letter " +
            "and last no hyphen",
    );
    config.require(
        "customEndpoint",
        name !== "reader",
        "reader-host is the parameter of the cluster's own endpoint; choose another name",
    );
    config.require(
        "customEndpointReaders",
        readers.length > 0,
        "the endpoint needs a reader; list the numbers of its instances, for instance [1]",
        "customEndpoint",
    );
    config.require(
        "customEndpointReaders",
        readers.every((index) => index < count),
        `names an instance that does not exist: the readers are 1 to ${count - 1}; remove it, or raise instances`,
        "instances",
    );
    config.require(
        "customEndpointReaders",
        new Set(readers).size === readers.length,
        "names one of them twice; remove it",
    );
    return { name, readers };
}
