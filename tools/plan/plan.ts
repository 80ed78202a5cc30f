import type { RegisteredResource } from "../../offline/registeredResource";
import type { ProgramRun } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { isNamedAsPassword, looksLikePassword } from "../../policy/passwordLike";
import { referencesAmong } from "./references";
import { onlyAtCreation } from "./replacing";
import { settingsOf } from "./settingsOf";
import { inTreeOrder, keyOf } from "./treeOrder";

/**
 * The resources that a stack would register. The same program and configuration give the same plan on every machine.
 */
export interface Plan {
    readonly stack: string;
    /** The value of the resources' tag `environment`, or else the stack's name. */
    readonly environment: string;
    readonly region: string;
    /** The tags that every resource with tags has. The settings leave them out. */
    readonly tags: Readonly<Record<string, string>>;
    /** The names of the stack's outputs. Their values are left out, because they may be secret. */
    readonly outputs: readonly string[];
    /** Assumptions about facts that are not known offline, then the program's warnings. */
    readonly warnings: readonly string[];
    /** Parents before their children, siblings by type and name. */
    readonly resources: readonly PlannedResource[];
}

/** A component or a resource. */
export interface PlannedResource {
    /** For instance `aws:rds/cluster:Cluster`. */
    readonly type: string;
    /** The logical name. */
    readonly name: string;
    /** The parent's type and name as {@link keyOf} writes them, or null for a child of the stack. */
    readonly parent: string | null;
    /** Whether it is a component, of the program or of a plugin. */
    readonly component: boolean;
    readonly options: PlannedOptions;
    /** The inputs: plain data with secrets masked, references to other resources, and JSON texts parsed. */
    readonly settings: Readonly<Record<string, unknown>>;
}

/** The resource options that protect a resource, change its replacement or take it over, by Pulumi's own names. */
export interface PlannedOptions {
    readonly protect: boolean;
    readonly retainOnDelete: boolean;
    readonly deleteBeforeReplace: boolean;
    /** Without those that every resource of the type has: `onlyAtCreation` in `resourceTypes/`. */
    readonly ignoreChanges: readonly string[];
    /** The id in AWS of the resource that the stack takes over instead of creating one. */
    readonly import?: string;
}

/** Makes the plan of the resources that a stack's program registered. */
export async function makePlan(stack: string, run: ProgramRun): Promise<Plan> {
    const registered = inTreeOrder(run.resources);
    const tags = commonTags(registered);
    const refer = referencesAmong(registered, run.region);
    const byUrn = new Map(registered.map((resource) => [resource.urn, resource]));
    const resources = registered.map(async (resource): Promise<PlannedResource> => {
        const parent = byUrn.get(resource.parent);
        const { protect, retainOnDelete, deleteBeforeReplace, importId } = resource;
        const ofTheType = onlyAtCreation(resource.type);
        const ignoreChanges = resource.ignoreChanges.filter((input) => !ofTheType.includes(input)).sort();
        return {
            type: resource.type,
            name: resource.name,
            parent: parent === undefined ? null : keyOf(parent),
            component: !resource.custom,
            options: {
                protect,
                retainOnDelete,
                deleteBeforeReplace,
                ignoreChanges,
                ...(importId !== undefined && { import: importId }),
            },
            settings: await settingsOf(resource, tags, refer),
        };
    });
    return {
        stack,
        environment: tags.environment ?? stack,
        region: run.region,
        tags,
        outputs: Object.keys(run.outputs).sort(),
        warnings: [...run.assumptions, ...run.warnings],
        resources: await Promise.all(resources),
    };
}

/** The tags that are the same on every resource with tags, except those that are secret or look like a secret. */
function commonTags(resources: readonly RegisteredResource[]): Record<string, string> {
    const tagged = resources.filter(({ inputs }) => inputs.tags !== undefined);
    if (tagged.some(({ secretInputs }) => secretInputs.includes("tags"))) {
        return {};
    }
    const [first, ...others] = tagged.map(({ inputs }) => toRecord(inputs.tags));
    return Object.fromEntries(
        Object.entries(first ?? {})
            .flatMap(([key, value]): [string, string][] => (typeof value === "string" ? [[key, value]] : []))
            .filter(([key, value]) => !isNamedAsPassword(key) && !looksLikePassword(value))
            .filter(([key, value]) => others.every((tags) => tags[key] === value))
            .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
}
