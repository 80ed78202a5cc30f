import { toRecord } from "../../../offline/toRecord";
import { parseUrn, type ResourceName } from "../providers/urn";

/** A resource in a stack's state. */
export interface StateResource extends ResourceName {
    readonly custom: boolean;
    readonly parent: string;
    readonly id: string;
    readonly protect: boolean;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly outputs: Readonly<Record<string, unknown>>;
    /** The URNs of its dependencies. */
    readonly dependencies: readonly string[];
}

/** A stack's state in the backend, with encrypted secrets. */
export class State {
    /** All resources except the stack itself and the providers. */
    readonly resources: readonly StateResource[];
    /** The URNs of the resources whose creation began, and of which the engine does not know the end. */
    readonly pending: readonly string[];

    /** @param text the whole checkpoint. */
    constructor(readonly text: string) {
        const checkpoint: unknown = JSON.parse(text);
        const { resources, pending_operations: pending } = toRecord(toRecord(toRecord(checkpoint).checkpoint).latest);
        this.pending = (Array.isArray(pending) ? pending : []).map((each) =>
            String(toRecord(toRecord(each).resource).urn),
        );
        this.resources = (Array.isArray(resources) ? resources.map(stateResource) : []).filter(
            ({ type }) => !type.startsWith("pulumi:"),
        );
    }

    /** The resource of this type (its last word) and logical name. */
    find(type: string, name: string): StateResource {
        const found = this.resources.find((each) => each.type.endsWith(`:${type}`) && each.name === name);
        if (found === undefined) {
            throw new Error(`the state has no ${type} ${name}`);
        }
        return found;
    }

    /**
     * The direct and indirect dependencies of a resource, as `Type name`. A dependency on a component includes its
     * children.
     */
    waitsFor(resource: StateResource): ReadonlySet<string> {
        const reached = new Map<string, StateResource>();
        const visit = (urn: string) => {
            const found = this.resources.find((each) => each.urn === urn);
            if (found !== undefined && !reached.has(urn)) {
                reached.set(urn, found);
                found.dependencies.forEach(visit);
                if (!found.custom) {
                    this.descendants(urn).forEach(visit);
                }
            }
        };
        resource.dependencies.forEach(visit);
        return new Set(
            [...reached.values()].map(({ type, name }) => `${type.slice(type.lastIndexOf(":") + 1)} ${name}`),
        );
    }

    private descendants(urn: string): string[] {
        return this.resources
            .filter(({ parent }) => parent === urn)
            .flatMap((child) => [child.urn, ...this.descendants(child.urn)]);
    }
}

function stateResource(value: unknown): StateResource {
    const resource = toRecord(value);
    const byProperty = Object.values(toRecord(resource.propertyDependencies)).flatMap(texts);
    return {
        ...parseUrn(String(resource.urn)),
        custom: resource.custom === true,
        parent: text(resource.parent),
        id: text(resource.id),
        protect: resource.protect === true,
        inputs: toRecord(resource.inputs),
        outputs: toRecord(resource.outputs),
        dependencies: [...new Set([...texts(resource.dependencies), ...byProperty])],
    };
}

function text(value: unknown): string {
    return typeof value === "string" ? value : "";
}

function texts(value: unknown): string[] {
    return Array.isArray(value) ? value.map(String) : [];
}
