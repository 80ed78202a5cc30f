import * as pulumi from "@pulumi/pulumi";
import { awsOutputs } from "./awsOutputs";
import { awsxVpc } from "./awsxVpc";
import { lookUp, type LookUpOptions } from "./lookUp";
import type { RegisteredResource } from "./registeredResource";
import type { Registration } from "./registrations";
import { toRecord } from "./toRecord";
import { namesOf } from "./zones";

/** The account that the mocks simulate. */
export interface MockOptions extends LookUpOptions {
    /** Whether computed outputs are unknown. */
    readonly preview: boolean;
    /** The outputs of other stacks, by the stacks' full names. */
    readonly stackOutputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    /** The names that a restored cluster has from its source. Default: none, so that its outputs lack them. */
    readonly sourceNames?: Readonly<Record<"databaseName" | "masterUsername", string>>;
}

/** Pulumi's mocks, which record inputs and outputs. */
export interface ProgramMocks extends pulumi.runtime.Mocks {
    /** Adds the recorded inputs and outputs to a registration. */
    complete(registration: Registration): RegisteredResource;
}

type Seen = Pick<RegisteredResource, "inputs" | "secretInputs" | "outputs">;

/** Mocks of the resources that the program registers and of the functions that it calls. They refuse unknown ones. */
export function programMocks(options: MockOptions): ProgramMocks {
    const seen = new Map<string, Seen>();
    const physicalNames = new Set<string>();
    return {
        async newResource(args) {
            const answer = args.type === stackReferenceType ? stackReference(args, options) : provider(args, options);
            if (answer.id !== undefined && answer.id !== "" && args.custom !== false) {
                claimPhysicalName(physicalNames, `${args.type} ${answer.id}`);
            }
            const [inputs, outputs] = await Promise.all([args.inputs, answer.state].map((each) => known(args, each)));
            seen.set(`${args.type} ${args.name}`, { ...unwrapSecrets(inputs), outputs: toRecord(outputs) });
            return answer;
        },
        call: ({ token, inputs }) => lookUp(token, toRecord(inputs), options),
        complete(registration) {
            const found = seen.get(`${registration.type} ${registration.name}`);
            if (found === undefined) {
                throw new Error(`${registration.urn}: registered, but unknown to the mocks`);
            }
            return { ...registration, ...found };
        },
    };
}

/** Resolves the Outputs in a component's properties, which `keepOutputs` lets through. */
async function known({ custom, name }: pulumi.runtime.MockResourceArgs, properties: unknown): Promise<unknown> {
    return custom === false ? await pulumi.runtime.serializeProperties(name, toRecord(properties)) : properties;
}

function provider(
    args: pulumi.runtime.MockResourceArgs,
    { region, zones, preview, sourceNames }: MockOptions,
): pulumi.runtime.MockResourceResult {
    const { inputs } = unwrapSecrets(args.inputs);
    // The program's own components have neither inputs nor computed outputs.
    if (args.custom === false && args.type.startsWith("experimentation:")) {
        return { id: undefined, state: {} };
    }
    if (args.type === "awsx:ec2:Vpc") {
        const vpc = awsxVpc(inputs, namesOf(zones), args.name);
        return preview ? { id: undefined, state: previewed(inputs, vpc) } : { id: "", state: { ...inputs, ...vpc } };
    }
    if (preview) {
        return { id: undefined, state: { ...inputs } };
    }
    const { id, computed } = awsOutputs({ type: args.type, name: args.name, inputs, region });
    const inherited = args.type === "aws:rds/cluster:Cluster" ? sourceNames : {};
    return { id, state: { ...inherited, ...inputs, ...computed } };
}

/** In a preview of an empty stack, a VPC's subnets and route tables are known except for their ids. */
function previewed(
    inputs: Readonly<Record<string, unknown>>,
    { subnets, routeTables }: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
    const withoutIds = (children: unknown) =>
        Array.isArray(children) ? children.map((child: object) => ({ ...child, id: pulumi.runtime.unknownValue })) : [];
    return { ...inputs, subnets: withoutIds(subnets), routeTables: withoutIds(routeTables) };
}

const stackReferenceType = "pulumi:pulumi:StackReference";

function stackReference(
    { inputs }: pulumi.runtime.MockResourceArgs,
    { stackOutputs }: MockOptions,
): pulumi.runtime.MockResourceResult {
    const name = String(toRecord(inputs).name);
    const outputs = stackOutputs[name];
    if (outputs === undefined) {
        throw new Error(`stack ${name}: no such stack`);
    }
    return { id: name, state: { name, outputs, secretOutputNames: [] } };
}

/** Refuses a second resource with the same physical name, as AWS does. */
function claimPhysicalName(taken: Set<string>, name: string): void {
    if (taken.has(name)) {
        throw new Error(`${name}: another resource of the program has this physical name`);
    }
    taken.add(name);
}

/** How Pulumi marks a secret on the wire. */
const secretMark = "4dabf18193072939515e22adb298388d";

function unwrapSecrets(inputs: unknown): Pick<RegisteredResource, "inputs" | "secretInputs"> {
    const entries = Object.entries(toRecord(inputs)).map(([key, value]) => {
        const secret = secretMark in toRecord(value);
        return { key, value: secret ? toRecord(value).value : value, secret };
    });
    return {
        inputs: Object.fromEntries(entries.map(({ key, value }) => [key, value])),
        secretInputs: entries.filter(({ secret }) => secret).map(({ key }) => key),
    };
}
