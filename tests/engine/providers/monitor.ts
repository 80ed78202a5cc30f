import * as grpc from "@grpc/grpc-js";
import { runtime } from "@pulumi/pulumi";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
    RegisterResourceOutputsRequest,
    RegisterResourceRequest,
    type RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { type Properties, referenceTo, toStruct, unknownValue } from "./wire";

/** A resource that the engine has registered. */
export interface Registered {
    readonly urn: string;
    /** Unknown in the preview of a new resource. */
    readonly id: string;
}

/** A resource to register. */
export interface Registration {
    readonly type: string;
    readonly name: string;
    /** The parent's URN. */
    readonly parent: string;
    /** Plain inputs, or Outputs. */
    readonly inputs: Properties;
    /** Inputs that are the ids of other resources, which the resource depends on. */
    readonly ids: Readonly<Record<string, Registered>>;
    /** Further dependencies. */
    readonly dependsOn: readonly Registered[];
}

/** Options of a connection that shares nothing with earlier ones to the same port. */
export const ownConnection = { "grpc.use_local_subchannel_pool": 1 };

/** The engine as a provider of components sees it. */
export class Monitor {
    private readonly client: ResourceMonitorClient;

    /** @param address the engine's address for the running program. */
    constructor(address: string) {
        this.client = new ResourceMonitorClient(address, grpc.credentials.createInsecure(), ownConnection);
    }

    /** Registers a component, which has neither inputs nor an id of its own. */
    async registerComponent(type: string, name: string, parent: string): Promise<Registered> {
        return await this.send(new RegisterResourceRequest().setType(type).setName(name).setParent(parent));
    }

    /** Registers a resource of the `aws` provider. */
    async register({ type, name, parent, inputs, ids, dependsOn }: Registration): Promise<Registered> {
        const idInputs = Object.fromEntries(Object.entries(ids).map(([key, { id }]) => [key, id]));
        const request = new RegisterResourceRequest()
            .setType(type)
            .setName(name)
            .setParent(parent)
            .setCustom(true)
            // The version that awsx depends on. The engine creates a separate provider for it.
            .setVersion("7.16.0")
            .setSupportspartialvalues(true)
            .setObject(toStruct({ ...(await runtime.serializeProperties(name, inputs)), ...idInputs }))
            .setDependenciesList([...new Set([...Object.values(ids), ...dependsOn].map(({ urn }) => urn))]);
        for (const [key, { urn }] of Object.entries(ids)) {
            const urns = new RegisterResourceRequest.PropertyDependencies().setUrnsList([urn]);
            request.getPropertydependenciesMap().set(key, urns);
        }
        return await this.send(request);
    }

    /** Registers a component's outputs. */
    async registerOutputs({ urn }: Registered, outputs: Properties): Promise<void> {
        const request = new RegisterResourceOutputsRequest().setUrn(urn).setOutputs(toStruct(outputs));
        await new Promise<void>((resolve, reject) => {
            this.client.registerResourceOutputs(request, (error) => {
                settle(error, undefined, resolve, reject);
            });
        });
    }

    close(): void {
        this.client.close();
    }

    private async send(request: RegisterResourceRequest): Promise<Registered> {
        request.setAcceptsecrets(true).setAcceptresources(true);
        const response = await new Promise<RegisterResourceResponse>((resolve, reject) => {
            this.client.registerResource(request, (error, registered) => {
                settle(error, registered, resolve, reject);
            });
        });
        const id = response.getId();
        return { urn: response.getUrn(), id: id === "" ? unknownValue : id };
    }
}

/** A registered resource as a component's output. */
export function output({ urn, id }: Registered): Properties {
    return referenceTo(urn, id);
}

function settle<T>(error: Error | null, value: T, resolve: (value: T) => void, reject: (error: Error) => void): void {
    if (error === null) {
        resolve(value);
    } else {
        reject(error);
    }
}
