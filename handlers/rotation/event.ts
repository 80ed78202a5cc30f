import { codedError } from "../shared/errors";

/** The steps of a rotation, in the order in which Secrets Manager calls them. */
const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;

/** A step of a rotation. */
export type Step = (typeof steps)[number];

/** An event of Secrets Manager. */
export interface RotationEvent {
    /** The secret's ARN. */
    readonly secretId: string;
    /** The id of the secret's new version. */
    readonly token: string;
    readonly step: Step;
}

/**
 * Checks an event. Ignores further fields, which Secrets Manager may add.
 *
 * @throws `eventInvalid`.
 */
export function parseRotationEvent(event: unknown): RotationEvent {
    const fields: Readonly<Record<string, unknown>> = typeof event === "object" && event !== null ? { ...event } : {};
    const step = steps.find((known) => known === fields.Step);
    if (step === undefined) {
        throw codedError("eventInvalid", {
            message: `Step: must be one of ${steps.join(", ")}; let Secrets Manager send the event`,
        });
    }
    return { secretId: text("SecretId", fields), token: text("ClientRequestToken", fields), step };
}

function text(name: string, fields: Readonly<Record<string, unknown>>): string {
    const value = fields[name];
    if (typeof value !== "string" || value === "") {
        throw codedError("eventInvalid", {
            message: `${name}: must be a text; let Secrets Manager send the event`,
        });
    }
    return value;
}
