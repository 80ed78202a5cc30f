import * as pulumi from "@pulumi/pulumi";
import { RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";

/** A resource's registration, as the engine would receive it. */
export interface Registration {
    /** For instance `aws:rds/cluster:Cluster`. */
    readonly type: string;
    /** The logical name. */
    readonly name: string;
    readonly urn: string;
    /** The urn of the parent, empty for a resource without one. */
    readonly parent: string;
    /** False for components. */
    readonly custom: boolean;
    readonly protect: boolean;
    readonly retainOnDelete: boolean;
    readonly deleteBeforeReplace: boolean;
    readonly ignoreChanges: readonly string[];
    /** The id in AWS of the resource that the stack takes over. Undefined if it creates one. */
    readonly importId?: string;
    /** The urns of the resources whose replacement replaces this one. */
    readonly replaceWith: readonly string[];
    /** The urns of the resources that this one depends on. */
    readonly dependsOn: readonly string[];
}

/**
 * Records every registration at the current mock monitor. Mocks receive only a resource's type, name and inputs; its
 * options are in the request to the engine.
 *
 * @param into receives each registration after the monitor's response.
 * @throws if two resources have the same urn, which an engine refuses.
 */
export function recordRegistrations(into: Registration[]): void {
    const monitor = pulumi.runtime.getMonitor();
    if (monitor === undefined) {
        throw new Error("there is no monitor: call pulumi.runtime.setMocks first");
    }
    const register: unknown = Reflect.get(monitor, "registerResource");
    if (typeof register !== "function") {
        throw new Error("the monitor registers no resources: this version of @pulumi/pulumi has another one");
    }
    const recording = (request: unknown, callback: (error: unknown, response: unknown) => void): unknown =>
        Reflect.apply(register, monitor, [
            request,
            (error: unknown, response: unknown) => {
                const urn = urnOf(response);
                if (!(request instanceof RegisterResourceRequest) || urn === undefined) {
                    callback(error, response);
                } else if (into.some((other) => other.urn === urn)) {
                    callback(new Error(`Duplicate resource URN '${urn}'; try giving it a unique name`), undefined);
                } else {
                    into.push(registration(request, urn));
                    callback(error, response);
                }
            },
        ]);
    Reflect.set(monitor, "registerResource", recording);
}

function urnOf(response: unknown): string | undefined {
    return response instanceof RegisterResourceResponse ? response.getUrn() : undefined;
}

function registration(request: RegisterResourceRequest, urn: string): Registration {
    return {
        type: request.getType(),
        name: request.getName(),
        urn,
        parent: request.getParent(),
        custom: request.getCustom(),
        protect: request.getProtect() ?? false,
        retainOnDelete: request.getRetainondelete() ?? false,
        deleteBeforeReplace: request.getDeletebeforereplace(),
        ignoreChanges: request.getIgnorechangesList(),
        ...(request.getImportid() !== "" && { importId: request.getImportid() }),
        replaceWith: request.getReplaceWithList(),
        dependsOn: request.getDependenciesList(),
    };
}
