import { totalConnections } from "./capacity/connectionBudget";
import type { Configuration } from "./configReader";
import { leastMemoryMb, longestTimeoutSeconds, mostMemoryMb } from "./lambdaLimits";
import { iamArnPrefix, isIamArn } from "./names";
import type { DatabaseSettings } from "./settings";

/** The settings of the secrets and the rotation function. */
type CredentialsSettings = Pick<
    DatabaseSettings,
    | "rotationDays"
    | "secretRecoveryDays"
    | "connectionLimits"
    | "totalConnections"
    | "rotationTimeoutSeconds"
    | "rotationMemoryMb"
>;

/** Reads and checks the settings of the secrets and the rotation function. */
export function readCredentials(config: Configuration, environment: string): CredentialsSettings {
    const secretRecoveryDays = config.integer("secretRecoveryDays", 0, 30);
    config.require(
        "secretRecoveryDays",
        secretRecoveryDays === 0 || secretRecoveryDays >= 7,
        "Secrets Manager takes 7 to 30 days, or 0 to delete at once; set it to 7 to 30",
    );
    config.require(
        "secretRecoveryDays",
        secretRecoveryDays > 0 || environment === "dev",
        "only a dev environment may delete secrets at once; set it to 7 to 30",
    );
    const connectionLimits = {
        application: config.integer("applicationConnectionLimit", 1, 5000),
        reader: config.integer("readerConnectionLimit", 1, 5000),
        migration: config.integer("migrationConnectionLimit", 1, 5000),
    };
    return {
        // At most 90 days: Security Hub's SecretsManager.4.
        rotationDays: config.integer("rotationDays", 1, 90),
        secretRecoveryDays,
        connectionLimits,
        totalConnections: totalConnections(connectionLimits),
        rotationTimeoutSeconds: config.integer("rotationTimeoutSeconds", 10, longestTimeoutSeconds),
        rotationMemoryMb: config.integer("rotationMemoryMb", leastMemoryMb, mostMemoryMb),
    };
}

/** Reads and checks the ARNs of the secrets' readers. */
export function readSecretReaders(config: Configuration, region: string): readonly string[] {
    const readers = config.list("secretReaderArns");
    const wrong = readers.filter((each) => !isIamArn(each, region, /^\d{12}:(role|user)\/[\w+=,.@/*-]+$/));
    config.require(
        "secretReaderArns",
        wrong.length === 0,
        `${wrong.join(", ")} is not the ARN of a role or user in the partition of ${region}; ` +
            `use for instance ${iamArnPrefix(region)}123456789012:role/experiment-service`,
        "aws:region",
    );
    config.require("secretReaderArns", new Set(readers).size === readers.length, "has an ARN twice; list each once");
    return readers;
}
