import type { Configuration } from "../configReader";
import type { DatabaseSettings } from "../settings";

/**
 * Refuses logical replication, which prevents a pause, in a stack that may pause: it would be charged all the time, and nobody would see why.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
 */
export function requirePause(config: Configuration, { pauses, parameters }: DatabaseSettings): void {
    config.require(
        "minCapacity",
        !pauses || parameters.every(({ name, value }) => name !== "rds.logical_replication" || value === "0"),
        "logical replication keeps the database awake; set it to 0.5 or more, or remove rds.logical_replication",
        "parameters",
    );
}
