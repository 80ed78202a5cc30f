import { DescribeSecretCommand } from "@aws-sdk/client-secrets-manager";
import { awsCall } from "../shared/aws";
import { type Deadline, type LambdaContext, startDeadline } from "../shared/deadline";
import type { EnvironmentVariables } from "../shared/environment";
import type { Outcome } from "../shared/errorCodes";
import { asCodedError, type CodedError, codedError, isCodedError, resultOrError } from "../shared/errors";
import type { VersionStage } from "../shared/secrets";
import type { Note, RotationDependencies } from "./context";
import type { DatabasesWork } from "./databases/declaredDatabases";
import type { Reconciliation } from "./databases/reconcile";
import { parseRotationEvent, type RotationEvent } from "./event";
import { masterAccess } from "./masterSession";
import { readRotationSettings, type RotationSettings } from "./settings";
import { createSecret } from "./steps/createSecret";
import { finishSecret } from "./steps/finishSecret";
import { setSecret } from "./steps/setSecret";
import { testSecret } from "./steps/testSecret";

export type { RotationDependencies } from "./context";

/** The rotation function. Secrets Manager calls it, and a deployment that declares databases, which gets a result. */
export type RotationHandler = (event: unknown, context: LambdaContext) => Promise<Reconciliation | undefined>;

/**
 * Creates the rotation function of the three secrets. Every step is idempotent and can be interrupted at any point. The
 * function throws errors with a code as name, and with the code and a sentence as message. With wrong environment
 * variables, it throws such an error at each invocation.
 */
export function createRotationHandler(
    dependencies: RotationDependencies,
    variables: EnvironmentVariables,
): RotationHandler {
    const settings = resultOrError(() => readRotationSettings(variables));
    const log = dependencies.log ?? ((line: string): unknown => process.stdout.write(`${line}\n`));
    return async (event, context) => {
        const start = performance.now();
        const deadline = startDeadline(context);
        let step: RotationEvent["step"] | DatabasesWork["action"] | null = null;
        let code: string | null = null;
        let outcome: Outcome | "done" = "done";
        let trace: string | undefined;
        const notes: string[] = [];
        const note = (text: string): unknown => notes.push(text);
        try {
            const work = dependencies.databases?.workOf(event) ?? parseRotationEvent(event);
            step = "run" in work ? work.action : work.step;
            if (isCodedError(settings)) {
                throw settings;
            }
            if ("run" in work) {
                return await work.run(masterAccess({ ...dependencies, settings, deadline, note }));
            }
            await rotate(dependencies, settings, work, deadline, note);
            return undefined;
        } catch (caught) {
            const error = asCodedError(caught);
            ({ code, outcome, trace } = error);
            throw lambdaError(error);
        } finally {
            deadline.stop();
            const durationMs = Math.round(performance.now() - start);
            const requestId = context.awsRequestId;
            const noted = notes.length > 0 ? { notes } : {};
            log(JSON.stringify({ requestId, step, ok: code === null, code, outcome, durationMs, trace, ...noted }));
        }
    };
}

async function rotate(
    dependencies: RotationDependencies,
    settings: RotationSettings,
    { secretId, token, step }: RotationEvent,
    deadline: Deadline,
    note: Note,
): Promise<void> {
    const target = settings.kinds.find(({ secretArn }) => secretArn === secretId);
    if (target === undefined) {
        throw codedError("eventInvalid", {
            message: "SecretId: must be one of this platform's secrets; name one by its ARN",
        });
    }
    const command = new DescribeSecretCommand({ SecretId: secretId });
    const secret = await awsCall(deadline, (options) => dependencies.secretsManager.send(command, options));
    if (secret.RotationEnabled !== true) {
        throw codedError("rotationDisabled");
    }
    const versions = secret.VersionIdsToStages ?? {};
    const stages = versions[token] ?? [];
    if (stages.includes("AWSCURRENT")) {
        return;
    }
    if (!stages.includes("AWSPENDING")) {
        throw codedError("versionNotPending");
    }
    const versionAt = (stage: VersionStage) => Object.keys(versions).find((id) => versions[id]?.includes(stage));
    const currentVersion = versionAt("AWSCURRENT");
    const previousVersion = versionAt("AWSPREVIOUS");
    const isFirst = previousVersion === undefined && versions[currentVersion ?? ""]?.includes("BOOTSTRAP") === true;
    const steps = { createSecret, setSecret, testSecret, finishSecret };
    await steps[step]({
        ...dependencies,
        settings,
        deadline,
        target,
        token,
        currentVersion,
        previousVersion,
        isFirst,
        note,
    });
}

/** Returns the error for Lambda and Secrets Manager: a new one, without properties that the driver may have added. */
function lambdaError({ code, message }: CodedError): Error {
    return Object.assign(new Error(`${code}: ${message}`), { name: code, code });
}
