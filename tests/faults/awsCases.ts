import { awsError, throttled } from "../../tools/local/aws/awsError";
import type { Fault } from "../../tools/local/aws/faults";
import { type FaultCase, read } from "./harness/cases";
import type { Failure } from "./harness/verdict";
import { timeoutSeconds, type World } from "./harness/world";

/** The action that reads a secret. */
export const readSecret = "secretsmanager:GetSecretValue";
const readParameters = "ssm:GetParameters";

const faults: readonly { readonly title: string; readonly fault: Fault; readonly expected: Failure }[] = [
    {
        title: "responds too late",
        fault: { delayMs: 60_000 },
        expected: ["deadlineExceeded", true, "notSent"],
    },
    { title: "throttles", fault: { error: throttled() }, expected: ["awsUnavailable", true, "notSent"] },
    {
        title: "fails",
        fault: { error: awsError("InternalServiceError", "The service failed.", 500) },
        expected: ["awsUnavailable", true, "notSent"],
    },
    { title: "returns an empty response", fault: { isEmpty: true }, expected: ["awsUnavailable", true, "notSent"] },
    {
        title: "denies",
        fault: { error: awsError("AccessDeniedException", "Not you.") },
        expected: ["awsAccessDenied", false, "notSent"],
    },
];

/** Errors and delays of AWS's services, each during one invocation. */
export const awsCases: readonly FaultCase[] = [readSecret, readParameters].flatMap((action) =>
    faults.map(({ title, fault, expected }) => ({
        title: `${action} ${title}`,
        prepare: async (world: World) => {
            // The SDK makes three attempts, with longer pauses when AWS throttles.
            await world.restartAccess(fault.delayMs === undefined ? 15 : timeoutSeconds);
            world.faults = (call) => (call.action === action ? fault : undefined);
        },
        event: read,
        expected,
    })),
);

/** Silent connections to AWS. A new process opens its first connection to SSM, its second to Secrets Manager. */
export const silenceCases: readonly FaultCase[] = [
    {
        title: "silence on the first connection to SSM",
        prepare: async (world) => {
            await world.restartAccess();
            world.awsNetwork.stalls = [true];
        },
        event: read,
        expected: ["ok"],
    },
    {
        title: "silence on the first connection to Secrets Manager",
        prepare: async (world) => {
            await world.restartAccess();
            world.awsNetwork.stalls = [false, true];
        },
        event: read,
        expected: ["ok"],
    },
    {
        title: "silence on every connection",
        prepare: async (world) => {
            await world.restartAccess();
            world.awsNetwork.stall();
        },
        event: read,
        expected: ["deadlineExceeded", true, "notSent"],
    },
];
