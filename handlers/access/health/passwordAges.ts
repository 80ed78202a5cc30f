import { DescribeSecretCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { awsCall } from "../../shared/aws";
import { type Deadline, inPartOf } from "../../shared/deadline";
import { asCodedError, type CodedError, codedError } from "../../shared/errors";
import { byLoginKind, type LoginKind } from "../../shared/loginKinds";
import type { AccessDependencies } from "../connections";
import { readParameters } from "../parameters";
import type { AccessSettings } from "../settings";

/** The age of each secret's password, in days to one decimal, or the error that prevented reading it. */
export type PasswordAges = Readonly<Record<LoginKind, number | CodedError>>;

/** Time limit for each call: a health check must not wait for the ages. Milliseconds. */
const longestWait = 2000;

const millisecondsPerDay = 86_400_000;

/**
 * Reads the ages from Secrets Manager, without reading a secret's value. Always resolves. Reads the ARNs each time,
 * because those of a kept connection may belong to secrets that have been replaced.
 */
export async function passwordAges(
    { ssm, secretsManager }: AccessDependencies,
    settings: AccessSettings,
    deadline: Deadline,
): Promise<PasswordAges> {
    const soon = <T>(step: (part: Deadline) => Promise<T>): Promise<T> =>
        inPartOf(deadline, longestWait, "awsUnavailable", step);
    const parameters = soon((part) => readParameters(ssm, settings, part));
    const ageOf = async (kind: LoginKind): Promise<number> => {
        const { secrets } = await parameters;
        return await soon((part) => passwordAge(secretsManager, secrets[kind], part));
    };
    const requests = byLoginKind((kind): Promise<number | CodedError> => ageOf(kind).catch(asCodedError));
    const [migration, application, reader] = await Promise.all([
        requests.migration,
        requests.application,
        requests.reader,
    ]);
    return { migration, application, reader };
}

/**
 * Returns the days since the last completed rotation. `LastChangedDate` would not do, because it changes with a new tag
 * and with the pending version of a rotation that then fails. Without a completed rotation, or with rotation switched
 * off, AWS returns no date. Then it returns the days since the secret's creation, so that the alarm rather goes off.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html
 */
async function passwordAge(client: SecretsManagerClient, arn: string, deadline: Deadline): Promise<number> {
    const command = new DescribeSecretCommand({ SecretId: arn });
    const { LastRotatedDate, CreatedDate } = await awsCall(deadline, (options) => client.send(command, options));
    const since = LastRotatedDate ?? CreatedDate;
    if (since === undefined) {
        throw codedError("awsUnavailable");
    }
    // AWS's clock may be a little ahead of the function's.
    const days = Math.max(0, Date.now() - since.getTime()) / millisecondsPerDay;
    return Math.round(days * 10) / 10;
}
