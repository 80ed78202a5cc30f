import { readAuthorities } from "../shared/authorities";
import { type EnvironmentVariables, flagVariable, numberVariable, requiredVariable } from "../shared/environment";
import { type Extension, readExtensions } from "../shared/extensions";
import { type LoginKind, loginKinds } from "../shared/loginKinds";

/** The settings of one kind of login. */
export interface KindSettings {
    readonly kind: LoginKind;
    readonly secretArn: string;
    /** Concurrent connections of each of its two logins. */
    readonly connectionLimit: number;
}

/** The settings in the rotation function's environment variables. */
export interface RotationSettings {
    readonly environment: string;
    readonly host: string;
    readonly port: number;
    readonly database: string;
    /** Whether the database pauses while nobody is connected. */
    readonly pauses: boolean;
    readonly masterSecretArn: string;
    readonly kinds: readonly KindSettings[];
    /** The extensions that the database is to have, besides `pg_stat_statements`. */
    readonly extensions: readonly Extension[];
    /** PEM text of the authorities that are trusted for the server's certificate. */
    readonly ca: string;
}

/**
 * Reads the settings.
 *
 * @throws `configurationInvalid`.
 */
export function readRotationSettings(variables: EnvironmentVariables): RotationSettings {
    const kind = (name: LoginKind): KindSettings => ({
        kind: name,
        secretArn: requiredVariable(variables, `${name.toUpperCase()}_SECRET_ARN`),
        connectionLimit: numberVariable(variables, `${name.toUpperCase()}_CONNECTION_LIMIT`, 262_143),
    });
    return {
        environment: requiredVariable(variables, "ENVIRONMENT"),
        host: requiredVariable(variables, "DATABASE_HOST"),
        port: numberVariable(variables, "DATABASE_PORT", 65_535),
        database: requiredVariable(variables, "DATABASE_NAME"),
        pauses: flagVariable(variables, "DATABASE_PAUSES"),
        masterSecretArn: requiredVariable(variables, "MASTER_SECRET_ARN"),
        kinds: loginKinds.map(kind),
        extensions: readExtensions(variables),
        ca: readAuthorities(variables),
    };
}
