import { awsOutputs } from "../../../offline/awsOutputs";
import { standardZones, type Zone } from "../../../offline/zones";
import { AddedReaders } from "./addedReaders";
import { ClusterBackups } from "./clusterBackups";
import { currentState } from "./currentState";
import type { SentVersion } from "./engineVersion";
import { type Imported, imported } from "./imported";
import { refuseCreation, refuseUpdate } from "./refusals";
import { refuseDeletion } from "./refuseDeletion";
import { noteClone } from "./restorePoints";
import { restoredState } from "./restores";
import { scale } from "./scaling";
import { SecretVersions } from "./secretVersions";
import { hasSameName, kept, mergedTags, overwrites, pick, type StoredResource } from "./stored";
import { updatedCluster } from "./updatedCluster";
import type { ResourceName } from "./urn";
import { holdsUnknown, type Properties, unknownValue } from "./wire";

/** An operation of a provider on a resource. */
export type Operation = "create" | "update" | "delete";

/** An AWS account in memory, with the program's resources and AWS's refusals. */
export class Account {
    /** Its availability zones, and the Local Zones that it has opted into. */
    zones: readonly Zone[];
    readonly secretVersions = new SecretVersions();
    readonly addedReaders = new AddedReaders();
    readonly backups: ClusterBackups;
    /** The names of the log groups that AWS's services created themselves. */
    readonly logGroups = new Set<string>();
    /** Every requested operation, as `create <type> <name>`. */
    readonly operations: string[] = [];
    /** When the provider sends a cluster's engine version. */
    sentVersion: SentVersion = "newer";
    /** Whether RDS rolls a major upgrade back after it has accepted it. */
    rollsBack = false;
    /** Whether to fail an operation (`create <type> <name>`) instead of doing it. Default: never. */
    fails: (operation: string) => boolean = () => false;
    /** Whether to do an operation (`create <type> <name>`), but never to answer. Default: never. */
    holds: (operation: string) => boolean = () => false;

    private readonly resources = new Map<string, StoredResource>();
    private readonly generations = new Map<string, number>();
    private readonly namesOfDeletedSecrets = new Set<string>();

    constructor(readonly region: string) {
        this.zones = standardZones(region);
        this.backups = new ClusterBackups(region);
    }

    /** All resources. */
    get all(): readonly StoredResource[] {
        return [...this.resources.values()];
    }

    /** The identifiers of all snapshots of clusters. */
    get snapshots(): readonly string[] {
        return this.backups.snapshots.map(({ identifier }) => identifier);
    }

    /** The number of resources of this type and logical name, in all stacks. Their generated ids differ. */
    generation({ type, name }: ResourceName): number {
        return this.generations.get(`${type} ${name}`) ?? 0;
    }

    /** The outputs in a preview: computed ones are unknown. */
    preview(resource: ResourceName, inputs: Properties): Properties {
        const { computed } = this.outputs(resource, inputs, this.generation(resource));
        return { ...Object.fromEntries(Object.keys(computed).map((key) => [key, unknownValue])), ...inputs };
    }

    /**
     * Creates a resource.
     *
     * @param isAnswered whether the provider lives to the end.
     * @throws AWS's error if it refuses.
     */
    create(resource: ResourceName, inputs: Properties, isAnswered = true): StoredResource {
        this.begin("create", resource);
        if (holdsUnknown(inputs)) {
            throw new Error(`${resource.urn}: an input is unknown outside a preview`);
        }
        refuseCreation(resource, inputs, this);
        const generation = this.generation(resource);
        const { id, computed } = this.outputs(resource, inputs, generation);
        const key = `${resource.type} ${id}`;
        const taken = this.resources.get(key) ?? this.all.find((other) => hasSameName(other, resource.type, inputs));
        const overwritten = overwrites(resource.type, inputs) ? taken : undefined;
        if (resource.type === "aws:cloudwatch/logGroup:LogGroup" && this.logGroups.has(String(inputs.name))) {
            throw new Error(`${resource.urn}: ResourceAlreadyExistsException: The specified log group already exists`);
        }
        if (taken !== overwritten || this.namesOfDeletedSecrets.has(String(inputs.name))) {
            throw new Error(`${resource.urn}: AlreadyExists: ${id}`);
        }
        const restored = resource.type === clusterType ? restoredState(resource, inputs, isAnswered, this) : {};
        const tags = overwritten && { tags: mergedTags(overwritten.state, inputs) };
        const stored = { ...resource, id, generation, state: { ...inputs, ...computed, ...restored, ...tags } };
        this.resources.set(key, stored);
        this.generations.set(`${resource.type} ${resource.name}`, generation + 1);
        this.afterCreation(stored);
        return stored;
    }

    /** A resource's current state, or undefined if it does not exist. */
    read({ type }: ResourceName, id: string): StoredResource | undefined {
        const stored = this.resources.get(`${type} ${id}`);
        return stored === undefined ? undefined : currentState(stored, this);
    }

    /** Adds a resource that Pulumi did not create. */
    add(type: string, name: string, inputs: Properties, outputs: Properties = {}): StoredResource {
        const { id, computed } = this.outputs({ type, name, urn: "" }, inputs, 0);
        const stored = { type, name, urn: "", id, generation: 0, state: { ...inputs, ...computed, ...outputs } };
        this.resources.set(`${type} ${id}`, stored);
        return stored;
    }

    /** Deletes a resource outside Pulumi. */
    remove({ type, id }: StoredResource): void {
        this.resources.delete(`${type} ${id}`);
    }

    /** A resource as an import reads it. */
    imported(stored: StoredResource): Imported {
        return imported(stored, this.outputs(stored, stored.state, stored.generation).computed);
    }

    /**
     * Changes a resource in place, which Pulumi's state has with `olds`. An input that is left out is reset, except for
     * an optional and computed one, which keeps its value. @throws if the resource does not exist, or if AWS refuses.
     */
    update(resource: ResourceName, id: string, olds: Properties, news: Properties): Properties {
        this.begin("update", resource);
        const stored = this.read(resource, id);
        if (stored === undefined) {
            throw new Error(`${resource.urn}: NotFound: ${id}`);
        }
        refuseUpdate(stored, news, this);
        const inputs = { ...kept(stored), ...news };
        const state = {
            ...inputs,
            ...this.outputs({ ...resource, name: stored.name }, inputs, stored.generation).computed,
            ...(stored.type === clusterType && updatedCluster(stored, { olds, news, inputs }, this)),
        };
        this.resources.set(`${resource.type} ${id}`, { ...stored, state });
        scale(resource.type, state, this);
        return state;
    }

    /** Deletes a resource, unless it is deleted already. @throws if AWS would refuse. */
    delete(resource: ResourceName, id: string): void {
        this.begin("delete", resource);
        const stored = this.resources.get(`${resource.type} ${id}`);
        if (stored !== undefined) {
            refuseDeletion(stored, this);
            this.beforeDeletion(stored);
            this.remove(stored);
        }
    }

    private outputs(resource: ResourceName, inputs: Properties, generation: number) {
        const nameOf = (number: number) => (number === 0 ? resource.name : `${resource.name}~${number}`);
        const ofGeneration = (number: number) =>
            awsOutputs({ type: resource.type, name: nameOf(number), inputs, region: this.region });
        const { id, computed } = ofGeneration(generation);
        // A cluster that takes an identifier over takes its endpoints over too.
        const first = resource.type === clusterType ? ofGeneration(0).computed : {};
        return { id, computed: { ...computed, ...pick(first, ["endpoint", "readerEndpoint"]) } };
    }

    private begin(operation: Operation, resource: ResourceName): void {
        const asked = `${operation} ${resource.type} ${resource.name}`;
        this.operations.push(asked);
        if (this.fails(asked)) {
            throw new Error(`${resource.urn}: ServiceUnavailable: the test makes this ${operation} fail`);
        }
    }

    private afterCreation(stored: StoredResource): void {
        const { type, state } = stored;
        scale(type, state, this);
        this.secretVersions.created(stored);
        noteClone(stored, this);
    }

    private beforeDeletion(stored: StoredResource): void {
        const { type, state } = stored;
        if (type === clusterType) {
            this.backups.keepOf(stored);
        }
        if (type === "aws:secretsmanager/secret:Secret" && state.recoveryWindowInDays !== 0) {
            this.namesOfDeletedSecrets.add(String(state.name));
        }
    }
}

const clusterType = "aws:rds/cluster:Cluster";
