import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { RegisteredResource } from "../../../offline/registeredResource";
import { toRecord } from "../../../offline/toRecord";
import type { LocalPrincipal } from "../aws/localAccount";
import { type LocalFunction, startFunction } from "../lambda/function";
import type { HostMap } from "../lambda/runtime/messages";
import { outputNumber, outputText } from "./resources";

/** The code that Pulumi would upload for a function. */
export interface Artifact {
    /** The text of the code's file. */
    readonly text: string;
    /** The texts of the files beside it, by name. */
    readonly otherFiles: Readonly<Record<string, string>>;
    /** Size of the code's file. */
    readonly bytes: number;
    readonly zippedBytes: number;
}

/** A function's environment on this machine. */
export interface FunctionSurroundings {
    readonly awsUrl: string;
    readonly region: string;
    readonly principals: readonly LocalPrincipal[];
    /** PEM file of the certificate authorities that the function trusts. Default: those of its artifact. */
    readonly caFile?: string;
    readonly hostMap: HostMap;
    readonly onLog: (line: string) => void;
    /** Path of the Node.js that runs it. Default: the Node.js that runs this program. */
    readonly nodeExecutable?: string;
    /** Replaces the registered time-out. */
    readonly timeoutSeconds?: number;
    /** Variables beside the registered ones. */
    readonly moreVariables?: Readonly<Record<string, string>>;
}

/**
 * Reads the registered artifact.
 *
 * @throws if it holds anything but files, or lacks the bundled code.
 */
export async function artifactOf(resource: RegisteredResource): Promise<Artifact> {
    const codeFile = `${handlerFile(resource)}.js`;
    const texts: Record<string, string> = {};
    for (const [name, asset] of Object.entries(toRecord(await toRecord(resource.inputs.code).assets))) {
        const file = await toRecord(asset).path;
        if (typeof file !== "string") {
            throw new Error(`${resource.name}: ${name} in the artifact is not a file`);
        }
        texts[name] = await readFile(file, "utf8");
    }
    const { [codeFile]: text, ...otherFiles } = texts;
    if (text === undefined) {
        throw new Error(`${resource.name}: the artifact has no ${codeFile}, only ${Object.keys(texts).join(", ")}`);
    }
    return { text, otherFiles, bytes: Buffer.byteLength(text), zippedBytes: gzipSync(text).byteLength };
}

/** Runs a registered function in a process of its own, with the registered settings. */
export async function startRegisteredFunction(
    resource: RegisteredResource,
    surroundings: FunctionSurroundings,
): Promise<LocalFunction> {
    const { text, otherFiles } = await artifactOf(resource);
    const { nodeExecutable, timeoutSeconds } = surroundings;
    const memoryMb = outputNumber(resource, "memorySize");
    return await startFunction({
        name: outputText(resource, "name"),
        arn: outputText(resource, "arn"),
        code: text,
        otherFiles,
        handler: outputText(resource, "handler"),
        environment: { ...registeredVariables(resource), ...surroundings.moreVariables },
        lambdaEnvironment: lambdaVariables(resource, surroundings),
        hostMap: surroundings.hostMap,
        timeoutSeconds: timeoutSeconds ?? outputNumber(resource, "timeout"),
        memoryMb,
        ...(nodeExecutable !== undefined && { nodeExecutable }),
        onLog: surroundings.onLog,
    });
}

function handlerFile(resource: RegisteredResource): string {
    return outputText(resource, "handler").split(".")[0] ?? "";
}

function registeredVariables(resource: RegisteredResource): Record<string, string> {
    const variables = toRecord(toRecord(resource.outputs.environment).variables);
    return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
}

/** The variables that Lambda adds to a function's environment, and those that redirect it to this machine. */
function lambdaVariables(
    resource: RegisteredResource,
    { awsUrl, region, principals, caFile }: FunctionSurroundings,
): Record<string, string> {
    const arn = outputText(resource, "arn");
    const principal = principals.find(({ functionArn }) => functionArn === arn);
    if (principal === undefined) {
        throw new Error(`${arn}: the local account has no credentials for this function's role`);
    }
    return {
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_ACCESS_KEY_ID: principal.accessKeyId,
        AWS_SECRET_ACCESS_KEY: principal.secretAccessKey,
        ...(principal.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: principal.sessionToken }),
        AWS_LAMBDA_FUNCTION_NAME: outputText(resource, "name"),
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: outputText(resource, "memorySize"),
        AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
        AWS_EXECUTION_ENV: `AWS_Lambda_${outputText(resource, "runtime")}`,
        LANG: "en_US.UTF-8",
        TZ: ":UTC",
        AWS_ENDPOINT_URL_SSM: awsUrl,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: awsUrl,
        ...(caFile !== undefined && { CA_FILE: caFile }),
        // Suppresses the SDK's warning that it will drop Node.js 20: Lambda's runtime is newer.
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    };
}
