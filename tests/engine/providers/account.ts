import { awsOutputs } from "../../../offline/awsOutputs";
import { standardZones, type Zone } from "../../../offline/zones";
import { resourceType } from "../../../resourceTypes";
import { AddedReaders } from "./addedReaders";
import { refreshed, type SentVersion, upgraded } from "./engineVersion";
import { type Imported, imported } from "./imported";
import { reportedParameters } from "./parameterGroup";
import { refuseCreation, refuseUpdate } from "./refusals";
import { refuseDeletion } from "./refuseDeletion";
import { SecretVersions } from "./secretVersions";
import { hasSameName, type StoredResource } from "./stored";
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
    /** The final snapshots that were taken. */
    readonly snapshots: string[] = [];
    /** The deleted clusters whose automatic backups RDS keeps. */
    readonly retainedBackups: StoredResource[] = [];
    /** The names of the log groups that AWS's services created themselves. */
    readonly logGroups = new Set<string>();
    /** Every requested operation, as `create <type> <name>`. */
    readonly operations: string[] = [];
    /** When the provider sends a cluster's engine version. */
    sentVersion: SentVersion = "newer";
    /** Whether to fail an operation (`create <type> <name>`) instead of doing it. Default: never. */
    fails: (operation: string) => boolean = () => false;
    /** Whether to do an operation (`create <type> <name>`), but never to answer. Default: never. */
    holds: (operation: string) => boolean = () => false;

    private readonly resources = new Map<string, StoredResource>();
    private readonly generations = new Map<string, number>();
    private readonly namesOfDeletedSecrets = new Set<string>();

    constructor(readonly region: string) {
        this.zones = standardZones(region);
    }

    /** All resources. */
    get all(): readonly StoredResource[] {
        return [...this.resources.values()];
    }

    /** The number of resources created for a URN. Their names and ids differ. */
    generation(urn: string): number {
        return this.generations.get(urn) ?? 0;
    }

    /** The outputs in a preview: computed ones are unknown. */
    preview(resource: ResourceName, inputs: Properties): Properties {
        const { computed } = this.outputs(resource, inputs, this.generation(resource.urn));
        return { ...Object.fromEntries(Object.keys(computed).map((key) => [key, unknownValue])), ...inputs };
    }

    /** Creates a resource. @throws AWS's error if it refuses. */
    create(resource: ResourceName, inputs: Properties): StoredResource {
        this.begin("create", resource);
        if (holdsUnknown(inputs)) {
            throw new Error(`${resource.urn}: an input is unknown outside a preview`);
        }
        refuseCreation(resource, inputs, this);
        const generation = this.generation(resource.urn);
        const { id, computed } = this.outputs(resource, inputs, generation);
        const key = `${resource.type} ${id}`;
        const isTaken = this.resources.has(key) || this.all.some((other) => hasSameName(other, resource.type, inputs));
        if (resource.type === "aws:cloudwatch/logGroup:LogGroup" && this.logGroups.has(String(inputs.name))) {
            throw new Error(`${resource.urn}: ResourceAlreadyExistsException: The specified log group already exists`);
        }
        if (isTaken || this.namesOfDeletedSecrets.has(String(inputs.name))) {
            throw new Error(`${resource.urn}: AlreadyExists: ${id}`);
        }
        const stored = { ...resource, id, generation, state: { ...inputs, ...computed } };
        this.resources.set(key, stored);
        this.generations.set(resource.urn, generation + 1);
        this.afterCreation(stored);
        return stored;
    }

    /** A resource's current state, or undefined if it does not exist. */
    read({ type }: ResourceName, id: string): StoredResource | undefined {
        const stored = this.resources.get(`${type} ${id}`);
        if (stored !== undefined && type === clusterType) {
            const { state } = stored;
            const lists = { clusterMembers: this.membersOf(id), iamRoles: this.rolesOf(id) };
            return { ...stored, state: { ...state, engineVersion: refreshed(state), ...lists } };
        }
        if (stored !== undefined && type === "aws:rds/clusterParameterGroup:ClusterParameterGroup") {
            return { ...stored, state: { ...stored.state, parameters: reportedParameters(stored.state) } };
        }
        if (stored === undefined || type !== "aws:secretsmanager/secretVersion:SecretVersion") {
            return stored;
        }
        const version = this.secretVersions.get(String(stored.state.secretId), String(stored.state.versionId));
        return version === undefined
            ? undefined
            : { ...stored, state: { ...stored.state, versionStages: [...version.stages].sort() } };
    }

    /** Adds a resource that Pulumi did not create. */
    add(type: string, name: string, inputs: Properties, outputs: Properties = {}): StoredResource {
        const { id, computed } = this.outputs({ type, name, urn: "" }, inputs, 0);
        const stored = { type, name, urn: "", id, generation: 0, state: { ...inputs, ...computed, ...outputs } };
        this.resources.set(`${type} ${id}`, stored);
        return stored;
    }

    /** A resource as an import reads it. */
    imported(stored: StoredResource): Imported {
        return imported(stored, this.outputs(stored, stored.state, stored.generation).computed);
    }

    /**
     * Changes a resource in place. An input that is left out is reset, except for an optional and computed one, which
     * keeps its value. @throws if the resource does not exist.
     */
    update(resource: ResourceName, id: string, news: Properties): Properties {
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
            ...(stored.type === clusterType && upgraded(stored, news, this.sentVersion)),
            // A cluster that was swapped or restored outside Pulumi keeps its own.
            ...(stored.type === clusterType && pick(stored.state, ["clusterResourceId", "masterUserSecrets"])),
        };
        this.resources.set(`${resource.type} ${id}`, { ...stored, state });
        this.scale(resource.type, state);
        return state;
    }

    /** Deletes a resource, unless it is deleted already. @throws if AWS would refuse. */
    delete(resource: ResourceName, id: string): void {
        this.begin("delete", resource);
        const key = `${resource.type} ${id}`;
        const stored = this.resources.get(key);
        if (stored === undefined) {
            return;
        }
        refuseDeletion(stored, this);
        this.beforeDeletion(stored);
        this.resources.delete(key);
    }

    private outputs({ type, name }: ResourceName, inputs: Properties, generation: number) {
        const request = { type, name: generation === 0 ? name : `${name}~${generation}`, inputs, region: this.region };
        return awsOutputs(request);
    }

    private begin(operation: Operation, resource: ResourceName): void {
        const asked = `${operation} ${resource.type} ${resource.name}`;
        this.operations.push(asked);
        if (this.fails(asked)) {
            throw new Error(`${resource.urn}: ServiceUnavailable: the test makes this ${operation} fail`);
        }
    }

    /** The identifiers of a cluster's instances. */
    private membersOf(cluster: string): string[] {
        const own = this.all.filter(
            ({ type, state }) =>
                type === "aws:rds/clusterInstance:ClusterInstance" && state.clusterIdentifier === cluster,
        );
        return [...own.map(({ id }) => id), ...this.addedReaders.of(cluster)].sort();
    }

    /** The roles that are associated with a cluster. */
    private rolesOf(cluster: string): unknown[] {
        return this.all
            .filter(({ type, state }) => type === associationType && state.dbClusterIdentifier === cluster)
            .map(({ state }) => state.roleArn)
            .sort();
    }

    private scale(type: string, { resourceId, minCapacity, maxCapacity }: Properties): void {
        if (type === "aws:appautoscaling/target:Target") {
            const cluster = String(resourceId).replace(/^cluster:/, "");
            const fixed = this.membersOf(cluster).length - this.addedReaders.of(cluster).length - 1;
            this.addedReaders.register(cluster, fixed, { min: Number(minCapacity), max: Number(maxCapacity) });
        }
    }

    private afterCreation({ type, state }: StoredResource): void {
        this.scale(type, state);
        const secretId = String(state.secretId);
        if (type === "aws:secretsmanager/secretVersion:SecretVersion") {
            const stages = Array.isArray(state.versionStages) ? state.versionStages.map(String) : ["AWSCURRENT"];
            this.secretVersions.put(secretId, String(state.versionId), String(state.secretString), stages);
        } else if (type === "aws:secretsmanager/secretRotation:SecretRotation" && state.rotateImmediately === true) {
            this.secretVersions.rotate(secretId);
        }
    }

    private beforeDeletion(stored: StoredResource): void {
        const { type, state } = stored;
        if (type === clusterType && state.skipFinalSnapshot !== true) {
            this.snapshots.push(String(state.finalSnapshotIdentifier));
        }
        // The provider's default is true, and it sends the argument with the deletion alone (resourceClusterDelete):
        // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/cluster.go
        if (type === clusterType && state.deleteAutomatedBackups === false) {
            this.retainedBackups.push(stored);
        }
        if (type === "aws:secretsmanager/secret:Secret" && state.recoveryWindowInDays !== 0) {
            this.namesOfDeletedSecrets.add(String(state.name));
        }
    }
}

const clusterType = "aws:rds/cluster:Cluster";
const associationType = "aws:rds/clusterRoleAssociation:ClusterRoleAssociation";

/** The values that an update keeps if the program passes none. */
function kept({ type, state }: StoredResource): Properties {
    const { optionalComputed = [] } = resourceType(type);
    return pick(state, optionalComputed);
}

function pick(values: Properties, keys: readonly string[]): Properties {
    return Object.fromEntries(keys.flatMap((key) => (key in values ? [[key, values[key]]] : [])));
}
