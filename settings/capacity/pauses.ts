import type { Configuration } from "../configReader";
import type { AccessSettings, DatabaseSettings } from "../settings";
import { sizeKeys } from "./instances";
import { defaultPauseSeconds } from "./serverless";

/** Refuses the settings that instances that pause contradict (docs/decisions/0013-paused-databases.md). */
export function checkPauses(config: Configuration, database: DatabaseSettings, access: AccessSettings): void {
    const { instances, capacity, rotationTimeoutSeconds } = database;
    if (!instances.some(({ pauses }) => pauses)) {
        config.require(
            "pauseAfterSeconds",
            capacity?.pauseAfterSeconds === undefined || capacity.pauseAfterSeconds === defaultPauseSeconds,
            "serverless readers in the tiers 0 and 1 pause only with a serverless writer; remove it, or give them 2 or more in promotionTiers",
            ...sizeKeys,
            "promotionTiers",
        );
        return;
    }
    const rule = (key: string, holds: boolean, problem: string): void => {
        config.require(key, holds, `${problem}, or set minCapacity to 0.5 or more`, "minCapacity");
    };
    rule(
        "rotationTimeoutSeconds",
        rotationTimeoutSeconds >= leastRotationSeconds,
        `with minCapacity 0 a rotation may wait for half a minute until the database has resumed; set it to ${leastRotationSeconds} or more`,
    );
    rule(
        "accessTimeoutSeconds",
        access.timeoutSeconds >= leastAccessSeconds,
        `with minCapacity 0 a query may wait until the database has resumed; set it to ${leastAccessSeconds} or more`,
    );
    rule(
        "healthCheckMinutes",
        config.integer("healthCheckMinutes", 1, 60) === 1,
        "with minCapacity 0 there is no scheduled health check, which would keep the database awake; remove it",
    );
    if (instances[0].pauses) {
        checkWriter(config, database);
    }
}

/** What runs on the writer alone. */
function checkWriter(config: Configuration, { extensions, parameters }: DatabaseSettings): void {
    config.require(
        "rollUpMinutes",
        config.integer("rollUpMinutes", 0, 60) <= 1,
        "with minCapacity 0 there is no scheduled roll-up, which would keep the database awake; remove it, or set minCapacity to 0.5 or more",
        "minCapacity",
    );
    config.require(
        "extensions",
        extensions.every(({ name }) => name !== "pg_cron"),
        "the scheduler of pg_cron needs a database that does not pause; remove pg_cron, or set minCapacity to 0.5 or more",
        "minCapacity",
    );
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
    config.require(
        "minCapacity",
        parameters.every(({ name, value }) => name !== "rds.logical_replication" || value === "0"),
        "logical replication keeps the database awake; set it to 0.5 or more, or remove rds.logical_replication",
        "parameters",
    );
}

/** Aurora resumes in about 15 seconds. The query itself, and the answer before the time-out, take the rest. */
const leastAccessSeconds = 30;

/** Aurora resumes in about 15 seconds, and after a pause of a day in 30 or more. A step also sets the password. */
const leastRotationSeconds = 60;
