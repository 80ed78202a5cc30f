import assert from "node:assert/strict";
import type { RegisteredResource } from "../../offline/registeredResource";
import type { ProgramRun } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";

/** The last part of a resource's type, for instance `Cluster` for `aws:rds/cluster:Cluster`. */
export function kindOf({ type }: Pick<RegisteredResource, "type">): string {
    return type.slice(type.lastIndexOf(":") + 1);
}

/** The resources of a kind, in the order of their names. */
export function ofKind(run: ProgramRun, kind: string): RegisteredResource[] {
    return run.resources
        .filter((resource) => kindOf(resource) === kind)
        .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** The only resource of a kind, or of a kind and name. Fails if there is none, or more than one. */
export function one(run: ProgramRun, kind: string, name?: string): RegisteredResource {
    const found = ofKind(run, kind).filter((resource) => name === undefined || resource.name === name);
    const [resource] = found;
    if (resource === undefined || found.length > 1) {
        assert.fail(`${kind} ${name ?? ""}: ${found.length} are registered, not one`);
    }
    return resource;
}

/** An output that must be text. */
export function output(resource: RegisteredResource, name: string): string {
    const value = resource.outputs[name];
    return typeof value === "string" ? value : assert.fail(`${resource.urn}: ${name}: ${String(value)} is no text`);
}

/** The id of an EC2 resource, for instance `sg-…`: the last part of its ARN. */
export function idOf(resource: RegisteredResource): string {
    return output(resource, "arn").split("/").at(-1) ?? "";
}

/** The id of a security group by its logical name. */
export function groupId(run: ProgramRun, name: string): string {
    return idOf(one(run, "SecurityGroup", name));
}

/** The ids of the subnets that carry a tier's tag, in the order of their zones. */
export function subnetIds(run: ProgramRun, tier: string): string[] {
    const { subnets } = one(run, "Vpc").outputs;
    return (Array.isArray(subnets) ? subnets.map(toRecord) : [])
        .filter(({ tags: subnetTags }) => toRecord(subnetTags).Tier === tier)
        .map(({ id }) => String(id));
}

/** The ARN of the secret that RDS creates for the cluster's master user. */
export function masterSecretArn(run: ProgramRun): string {
    const { masterUserSecrets } = one(run, "Cluster").outputs;
    const [secret] = Array.isArray(masterUserSecrets) ? masterUserSecrets.map(toRecord) : [];
    return String(secret?.secretArn);
}

/** Kind and name of the resources with these URNs, sorted. */
export function labels(run: ProgramRun, resources: readonly string[]): string[] {
    const byUrn = new Map(run.resources.map((resource) => [resource.urn, `${kindOf(resource)} ${resource.name}`]));
    return resources.map((urn) => byUrn.get(urn) ?? urn).sort();
}

/** The resources with an option, as kind and name, sorted. */
export function labelsWith(run: ProgramRun, option: (resource: RegisteredResource) => boolean): string[] {
    return labels(
        run,
        run.resources.filter(option).map(({ urn }) => urn),
    );
}

/** The log groups of a stack, as kind and name. */
export const logGroups = [
    "access-logs",
    "database-iam-db-auth-error",
    "database-postgresql",
    "database-rotation-logs",
    "flow-logs",
].map((name) => `LogGroup ${name}`);

/** The tags of every resource of a stack, with a resource's own ones. */
export function tags(environment: string, own: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
        environment,
        owner: "experimentation-platform",
        "cost-centre": "experimentation",
        "managed-by": "pulumi",
        ...own,
    };
}

/** A copy without some of the properties. */
export function without(values: object, ...keys: readonly string[]): object {
    return Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));
}

/** A copy with only these properties. */
export function only(values: object, ...keys: readonly string[]): object {
    return Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)));
}
