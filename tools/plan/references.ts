import { accountId } from "../../offline/awsOutputs";
import type { RegisteredResource } from "../../offline/registeredResource";
import { toRecord } from "../../offline/toRecord";
import { partitionOf } from "../../settings/aws/regions";
import { labelOf } from "./treeOrder";

/** Writes a text for a reader: as a reference if it identifies another resource, else with shortened ARNs. */
export type Refer = (text: string, self: RegisteredResource) => string;

/** The beginning of a reference. */
export const arrow = "→ ";

interface Owned {
    readonly owner: RegisteredResource;
    /** For instance `aws:rds:Cluster database`, followed by the output, unless that is the ARN, the id or the name. */
    readonly label: string;
}

/**
 * Finds the resource that a text identifies. A reference says more than the mocks' own ids. The suffix that Pulumi adds
 * to a generated name reads `<unique>`.
 */
export function referencesAmong(resources: readonly RegisteredResource[], region: string): Refer {
    const owned = new Map<string, Owned[]>();
    for (const owner of resources) {
        for (const { value, output } of ownValues(owner)) {
            const label = output === "" ? labelOf(owner) : `${labelOf(owner)} ${output}`;
            owned.set(value, [...(owned.get(value) ?? []), { owner, label }]);
        }
    }
    // The longest first, because one ARN may begin with another.
    const arns = [...owned.keys()].filter((value) => value.startsWith("arn:")).sort((a, b) => b.length - a.length);
    const suffixes = resources.flatMap(uniqueSuffix);

    return (text, self) => {
        const value = owned.has(text)
            ? text
            : arns.find((arn) => text.startsWith(`${arn}:`) || text.startsWith(`${arn}/`));
        const label = value === undefined ? undefined : labelFor(self, owned.get(value) ?? []);
        if (value !== undefined && label !== undefined) {
            return `${arrow}${label}${text.slice(value.length)}`;
        }
        const suffix = suffixes.find((unique) => text.endsWith(unique));
        return shortArns(suffix === undefined ? text : `${text.slice(0, -suffix.length)}-<unique>`, region);
    };
}

/** Several resources may have the same name. A dependency of the resource is the likelier one. */
function labelFor(self: RegisteredResource, owners: readonly Owned[]): string | undefined {
    if (owners.some(({ owner }) => owner === self)) {
        return undefined;
    }
    return (owners.find(({ owner }) => self.dependsOn.includes(owner.urn)) ?? owners[0])?.label;
}

/** Outputs that identify a resource. */
const naming = /^(arn|id|.*Id|.*Ids|.*Arn|.*[eE]ndpoint|name)$/;

/** The texts that identify this resource: computed by its provider, and not passed in from another resource. */
function ownValues({ type, inputs, outputs }: RegisteredResource): { value: string; output: string }[] {
    const given = new Set(Object.values(inputs));
    const computed = Object.entries(outputs)
        .filter(([key]) => !(key in inputs))
        .flatMap(([key, value]) => textsOf(key, value, key))
        .filter(({ value }) => !given.has(value));
    const arn = computed.find(({ output }) => output === "arn")?.value;
    const id = arn === undefined ? undefined : idOfArn(arn);
    const kind = type.slice(type.lastIndexOf(":") + 1);
    const isTheResource = ({ value, output }: { value: string; output: string }) =>
        [arn, id].includes(value) || output.toLowerCase() === `${kind}Id`.toLowerCase();
    return computed
        .map((own) => (isTheResource(own) ? { ...own, output: "" } : own))
        .concat(id === undefined ? [] : [{ value: id, output: "" }]);
}

/** The identifying texts of an output, each with its label: a subnet's name, or else the output's. */
function textsOf(key: string, value: unknown, output: string): { value: string; output: string }[] {
    if (typeof value === "string") {
        return naming.test(key) ? [{ value, output: output === "name" ? "" : output }] : [];
    }
    if (Array.isArray(value)) {
        return value.flatMap((item: unknown) => {
            const { Name: name } = toRecord(toRecord(item).tags);
            return textsOf(key, item, typeof name === "string" ? name : output);
        });
    }
    const parts = Object.entries(toRecord(value)).filter(([part]) => part !== "tags");
    return parts.flatMap(([part, inner]) => textsOf(part, inner, part === "id" ? output : `${output}.${part}`));
}

/** The end of an ARN after the kind of resource, which AWS uses as the id or name. A key's alias keeps the kind. */
function idOfArn(arn: string): string {
    return arn
        .split(":")
        .slice(5)
        .join(":")
        .replace(/^(?!alias\/)[a-z-]+[:/]/, "");
}

/** The suffix that Pulumi adds to a logical name if the program passes no physical name. */
function uniqueSuffix({ name, inputs, outputs }: RegisteredResource): string[] {
    const physical = inputs.name === undefined && inputs.namePrefix === undefined ? outputs.name : undefined;
    return typeof physical === "string" && physical.startsWith(`${name}-`) ? [physical.slice(name.length)] : [];
}

/** Shortens ARNs of the stack's own partition, account and region to `service:resource`. */
function shortArns(text: string, region: string): string {
    const { id } = partitionOf(region);
    return text.replace(new RegExp(`\\barn:${id}:([a-z0-9-]+):(?:${region})?:${accountId}:`, "g"), "$1:");
}
