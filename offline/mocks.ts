import * as pulumi from "@pulumi/pulumi";
import { awsOutputs } from "./awsOutputs";
import { awsxVpc } from "./awsxVpc";
import { getVault } from "./backupVault";
import { getCallerIdentity, getPartition } from "./partition";
import { getPrefixList } from "./prefixList";
import type { RegisteredResource } from "./registeredResource";
import type { Registration } from "./registrations";
import { toRecord } from "./toRecord";
import { getAvailabilityZones, namesOf, type Zone } from "./zones";

/** Properties of things that exist in the account, by their names. */
export type Descriptions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The account that the mocks simulate. */
export interface MockOptions {
    readonly region: string;
    /** The account's zones. */
    readonly zones: readonly Zone[];
    /** Whether computed outputs are unknown. */
    readonly preview: boolean;
    /** The outputs of other stacks, by the stacks' full names. */
    readonly stackOutputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    /** What RDS says about the clusters that exist already, by identifier. Default: no cluster exists. */
    readonly clusters?: Descriptions;
    /** What RDS says about snapshots of clusters, by identifier or ARN. Default: there is none. */
    readonly snapshots?: Descriptions;
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
        call: ({ token, inputs }) => invoke(token, inputs, options),
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

function invoke(
    token: string,
    inputs: unknown,
    { region, zones, clusters = {}, snapshots = {} }: MockOptions,
): Record<string, unknown> {
    switch (token) {
        case "aws:index/getCallerIdentity:getCallerIdentity":
            return getCallerIdentity(region);
        case "aws:index/getPartition:getPartition":
            return getPartition(region);
        case "aws:index/getRegion:getRegion":
            return { region };
        case "aws:index/getAvailabilityZones:getAvailabilityZones":
            return getAvailabilityZones(toRecord(inputs), zones, region);
        case "aws:ec2/getPrefixList:getPrefixList":
            return getPrefixList(toRecord(inputs), region);
        case "aws:backup/getVault:getVault":
            return answered(() => getVault(toRecord(inputs)));
        case "aws:rds/getClusters:getClusters":
            return { clusterIdentifiers: Object.keys(clusters) };
        case "aws:rds/getCluster:getCluster":
            return { ...clusters[String(toRecord(inputs).clusterIdentifier)] };
        case "aws:rds/getClusterSnapshot:getClusterSnapshot":
            return getClusterSnapshot(toRecord(inputs), snapshots);
        case "aws:ec2/getSubnet:getSubnet":
            return { ...toRecord(inputs), availabilityZone: zoneOf(String(toRecord(inputs).id), region) };
        default:
            throw refusal(`${token}: the mocks know no answer; add one to ${__filename}`);
    }
}

function answered<T>(answer: () => T): T {
    try {
        return answer();
    } catch (error) {
        throw refusal(error instanceof Error ? error.message : String(error));
    }
}

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/cluster_snapshot_data_source.go */
function getClusterSnapshot(
    { dbClusterSnapshotIdentifier, snapshotType, includeShared }: Readonly<Record<string, unknown>>,
    snapshots: Descriptions,
): Record<string, unknown> {
    const found = snapshots[String(dbClusterSnapshotIdentifier)];
    const asked = [undefined, snapshotType, includeShared === true ? "shared" : undefined];
    if (found === undefined || !asked.includes(found.snapshotType)) {
        throw refusal("Your query returned no results. Please change your search criteria and try again.");
    }
    return { ...found };
}

/** For a failed call, Pulumi shows only the details, which the engine's errors have. */
function refusal(message: string): Error {
    return Object.assign(new Error(message), { details: message });
}

/** The zone of a subnet of an existing VPC: by convention, the last letter of the id. @throws for 0: no such subnet. */
function zoneOf(subnetId: string, region: string): string {
    if (subnetId.endsWith("0")) {
        throw refusal("reading EC2 Subnet: no matching EC2 Subnet found");
    }
    return `${region}${subnetId.slice(-1)}`;
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
