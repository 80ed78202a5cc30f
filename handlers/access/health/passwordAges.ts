import { DescribeSecretCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { awsCall } from "../../shared/aws";
import { type Deadline, inPartOf } from "../../shared/deadline";
import { asCodedError, type CodedError, codedError } from "../../shared/errors";
import { byLoginKind, type LoginKind } from "../../shared/loginKinds";
import type { AccessDependencies } from "../connections";
import { readParameters } from "../parameters";
import type { AccessSettings } from "../settings";

/** How old each secret's password is, in days to one decimal; an error stands in the place of what it hides. */
export type PasswordAges = Readonly<Record<LoginKind, number | CodedError>>;

/** The longest wait for each of AWS's answers: whoever asks for the health waits for the database, not for them. Milliseconds. */
const longestWait = 2000;

const millisecondsPerDay = 86_400_000;

/**
 * Asks Secrets Manager for the ages, never for a value, and always resolves. The ARNs are read anew each time: a
 * connection that is kept would keep those of secrets that were replaced.
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
 * Days since the last rotation that was completed. Not since `LastChangedDate`, which every change moves: a new tag, and
 * the pending version of a rotation that then fails. AWS gives no date where no rotation has been completed, or rotation
 * has been switched off; then days since the secret was made, so that an error is on the side of the alarm.
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
