import { GetParametersCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { awsCall } from "../shared/aws";
import type { Deadline } from "../shared/deadline";
import { codedError } from "../shared/errors";
import type { LoginKind } from "../shared/loginKinds";
import { type ParameterName, parameterNames } from "../shared/parameterNames";
import type { AccessSettings } from "./settings";

/** The cluster's endpoints. */
export type EndpointKind = "reader" | "writer";

/** The platform's SSM parameters: the database's address, and the secrets of its logins. */
export interface Parameters {
    readonly hosts: Readonly<Record<EndpointKind, string>>;
    readonly port: number;
    readonly database: string;
    /**
     * The secrets' ARNs. Every stack has all three; the policy of the function's role says which of them it may read.
     */
    readonly secrets: Readonly<Record<LoginKind, string>>;
}

/**
 * Reads the platform's parameters in one call.
 *
 * @throws `parametersMissing` or `parameterInvalid` with their names, or the error of the AWS call.
 */
export async function readParameters(
    client: SSMClient,
    settings: AccessSettings,
    deadline: Deadline,
): Promise<Parameters> {
    const pathOf = (name: ParameterName): string => settings.parameterPath + name;
    const paths = parameterNames.map(pathOf);
    const command = new GetParametersCommand({ Names: paths });
    const answer = await awsCall(deadline, (options) => client.send(command, options));
    const values: Record<string, string | undefined> = {};
    for (const { Name, Value } of answer.Parameters ?? []) {
        values[Name ?? ""] = Value;
    }
    const missing = paths.filter((path) => (values[path] ?? "") === "");
    if (missing.length > 0) {
        throw codedError("parametersMissing", {
            message: `${missing.join(", ")}: not in the parameter store; deploy the stack again`,
        });
    }
    const value = (name: ParameterName): string => textOf(pathOf(name), values[pathOf(name)]);
    return {
        hosts: { writer: value("host"), reader: value("reader-host") },
        port: portOf(pathOf("port"), value("port")),
        database: value("name"),
        secrets: {
            reader: value("reader-secret-arn"),
            migration: value("migration-secret-arn"),
            application: value("secret-arn"),
        },
    };
}

/** U+0000 ends a text in the protocol. The server would read the rest of a name as the session's next setting. */
function textOf(name: string, value = ""): string {
    return value.includes("\0") ? invalid(name, "must not hold the character U+0000") : value;
}

function portOf(name: string, text: string): number {
    const isPort = /^[1-9][0-9]{0,4}$/.test(text) && Number(text) <= 65_535;
    return isPort ? Number(text) : invalid(name, `${text.slice(0, 60)}: must be a whole number from 1 to 65535`);
}

function invalid(name: string, rule: string): never {
    throw codedError("parameterInvalid", { message: `${name}: ${rule}; deploy the stack again` });
}
