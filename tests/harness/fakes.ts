import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { LambdaContext } from "../../handlers/shared/deadline";

/** An AWS call that a fake received: the command's name and its input. */
export interface Call {
    readonly command: string;
    readonly input: Readonly<Record<string, unknown>>;
}

interface Version {
    value?: string;
    stages: string[];
}

/** The dates of a secret in Secrets Manager's responses. */
export interface SecretDates {
    readonly CreatedDate?: Date;
    readonly LastChangedDate?: Date;
    readonly LastRotatedDate?: Date;
}

/** An in-memory Secrets Manager: secrets with versions and stages. */
export interface Vault {
    readonly client: SecretsManagerClient;
    /** Every call since the start, or since the list was emptied. */
    readonly calls: Call[];
    /** Called and awaited before the response to each call. Throw to let the call fail. */
    onCall: (call: Call) => unknown;
    /** Adds a secret with a first version. */
    add(arn: string, value: Readonly<Record<string, unknown>>, stages?: readonly string[]): void;
    /**
     * Does what RotateSecret does before it invokes the function: adds an AWSPENDING version without a value. Returns
     * its id.
     */
    startRotation(arn: string): string;
    setRotationEnabled(arn: string, enabled: boolean): void;
    /** Replaces all dates. By default, a secret was created and changed when it was added, and never rotated. */
    setDates(arn: string, dates: SecretDates): void;
    /** The value of the version with this stage. */
    value(arn: string, stage: string): Record<string, string>;
    /** Replaces a version's value. */
    overwrite(arn: string, stage: string, value: Readonly<Record<string, unknown>>): void;
    /** Replaces a version's value with a text that need not be JSON. */
    overwriteText(arn: string, stage: string, text: string): void;
    /** Removes a version's value. */
    empty(arn: string, stage: string): void;
    /** The stages of each version, by the version's id. */
    stages(arn: string): Record<string, string[]>;
}

/** An error as AWS's clients throw it. */
export function awsFailure(name: string): Error {
    return Object.assign(new Error(`${name} from the fake`), { name });
}

/** Creates a real client whose calls are served from memory instead of the network. */
export function createVault(): Vault {
    const secrets = new Map<string, { enabled: boolean; dates: SecretDates; versions: Map<string, Version> }>();
    const client = new SecretsManagerClient({ region: "eu-west-1" });
    let passwords = 0;

    const secret = (arn: unknown) => secrets.get(String(arn)) ?? fail("ResourceNotFoundException");
    const holder = (arn: unknown, stage: unknown) =>
        [...secret(arn).versions].find(([, version]) => version.stages.includes(String(stage)));
    const answers: Record<string, (input: Call["input"]) => Record<string, unknown>> = {
        DescribeSecretCommand: ({ SecretId }) => ({
            ...secret(SecretId).dates,
            RotationEnabled: secret(SecretId).enabled,
            VersionIdsToStages: vault.stages(String(SecretId)),
        }),
        GetSecretValueCommand: ({ SecretId, VersionId, VersionStage = "AWSCURRENT" }) => {
            const version =
                typeof VersionId === "string"
                    ? secret(SecretId).versions.get(VersionId)
                    : holder(SecretId, VersionStage)?.[1];
            if (version?.stages.includes(String(VersionStage)) === false) return fail("InvalidRequestException");
            if (version?.value === undefined) return fail("ResourceNotFoundException");
            return { SecretString: version.value };
        },
        PutSecretValueCommand: ({ SecretId, ClientRequestToken, SecretString, VersionStages }) => {
            const { versions } = secret(SecretId);
            const version = versions.get(String(ClientRequestToken)) ?? { stages: [] };
            if (version.value !== undefined && version.value !== SecretString) return fail("ResourceExistsException");
            const stages = Array.isArray(VersionStages) ? VersionStages.map(String) : [];
            for (const other of versions.values()) {
                other.stages = other.stages.filter((stage) => !stages.includes(stage));
            }
            versions.set(String(ClientRequestToken), { value: String(SecretString), stages });
            return { ARN: SecretId, VersionId: ClientRequestToken, VersionStages: stages };
        },
        UpdateSecretVersionStageCommand: ({ SecretId, VersionStage, MoveToVersionId, RemoveFromVersionId }) => {
            const from = holder(SecretId, VersionStage);
            const to = secret(SecretId).versions.get(String(MoveToVersionId));
            if (to === undefined) return fail("ResourceNotFoundException");
            if (from === undefined || from[0] !== RemoveFromVersionId) return fail("InvalidParameterException");
            for (const version of secret(SecretId).versions.values()) {
                version.stages = version.stages.filter((stage) => stage !== "AWSPREVIOUS");
            }
            from[1].stages = [...from[1].stages.filter((stage) => stage !== VersionStage), "AWSPREVIOUS"];
            to.stages = [String(VersionStage), ...to.stages];
            return { ARN: SecretId };
        },
        // Includes punctuation even if the options exclude it, because a password that a person has set may hold some.
        GetRandomPasswordCommand: ({ PasswordLength }) => {
            passwords += 1;
            return { RandomPassword: `pass'word\${${passwords}}`.padEnd(Number(PasswordLength), "x") };
        },
    };
    const vault: Vault = {
        client,
        calls: [],
        onCall: () => undefined,
        add: (arn, value, stages = ["AWSCURRENT"]) => {
            const version = { value: JSON.stringify(value), stages: [...stages] };
            const now = new Date();
            const dates = { CreatedDate: now, LastChangedDate: now };
            secrets.set(arn, { enabled: true, dates, versions: new Map([["first", version]]) });
        },
        startRotation: (arn) => {
            const token = `token-${secret(arn).versions.size}`;
            for (const version of secret(arn).versions.values()) {
                version.stages = version.stages.filter((stage) => stage !== "AWSPENDING");
            }
            secret(arn).versions.set(token, { stages: ["AWSPENDING"] });
            return token;
        },
        setRotationEnabled: (arn, enabled) => {
            secret(arn).enabled = enabled;
        },
        setDates: (arn, dates) => {
            secret(arn).dates = dates;
        },
        value: (arn, stage) => parseTexts(holder(arn, stage)?.[1].value ?? "{}"),
        overwrite: (arn, stage, value) => {
            vault.overwriteText(arn, stage, JSON.stringify(value));
        },
        overwriteText: (arn, stage, text) => {
            const version = holder(arn, stage)?.[1];
            if (version === undefined) throw new Error(`no version of ${arn} has the stage ${stage}`);
            version.value = text;
        },
        empty: (arn, stage) => {
            delete holder(arn, stage)?.[1].value;
        },
        stages: (arn) =>
            Object.fromEntries(
                [...secret(arn).versions]
                    .filter(([, { stages }]) => stages.length > 0)
                    .map(([id, { stages }]) => [id, stages]),
            ),
    };
    client.middlewareStack.add(
        (_next, context) =>
            async ({ input }) => {
                const call: Call = { command: String(context.commandName), input: { ...input } };
                vault.calls.push(call);
                await vault.onCall(call);
                const answer = answers[call.command];
                if (answer === undefined) throw new Error(`the fake has no ${call.command}`);
                return { output: { $metadata: {}, ...answer(call.input) }, response: {} };
            },
        { step: "initialize" },
    );
    return vault;
}

/** An in-memory Parameter Store. */
export interface ParameterStore {
    readonly client: SSMClient;
    readonly calls: Call[];
    /** Called and awaited before the response to each call. Throw to let the call fail. */
    onCall: (call: Call) => unknown;
    readonly values: Map<string, string>;
}

/** Creates a real client whose calls are served from memory. */
export function createParameterStore(): ParameterStore {
    const client = new SSMClient({ region: "eu-west-1" });
    const store: ParameterStore = { client, calls: [], onCall: () => undefined, values: new Map() };
    client.middlewareStack.add(
        (_next, context) =>
            async ({ input }) => {
                const call: Call = { command: String(context.commandName), input: { ...input } };
                store.calls.push(call);
                await store.onCall(call);
                const { Names } = call.input;
                if (call.command !== "GetParametersCommand" || !Array.isArray(Names)) {
                    throw new Error(`the fake has no ${call.command}`);
                }
                const names = Names.map(String);
                const Parameters = names
                    .filter((Name) => store.values.has(Name))
                    .map((Name) => ({ Name, Value: store.values.get(Name) }));
                const InvalidParameters = names.filter((Name) => !store.values.has(Name));
                return { output: { $metadata: {}, Parameters, InvalidParameters }, response: {} };
            },
        { step: "initialize" },
    );
    return store;
}

/** The date a number of days before now. */
export function daysAgo(days: number): Date {
    return new Date(Date.now() - days * 86_400_000);
}

/** The context of an invocation with this remaining time. */
export function lambdaContext(milliseconds = 10_000): LambdaContext {
    const end = performance.now() + milliseconds;
    return { awsRequestId: "request-1", getRemainingTimeInMillis: () => end - performance.now() };
}

function parseTexts(text: string): Record<string, string> {
    const value: unknown = JSON.parse(text);
    return Object.fromEntries(
        Object.entries({ ...(typeof value === "object" ? value : {}) }).map(([k, v]) => [k, String(v)]),
    );
}

function fail(name: string): never {
    throw awsFailure(name);
}
