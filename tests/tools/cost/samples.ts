import type { RegisteredResource } from "../../../offline/registeredResource";
import type { Usage } from "../../../tools/cost/charge";
import { estimate } from "../../../tools/cost/estimate";

/** A resource as the program would register it. */
export function resource(
    type: string,
    name: string,
    inputs: Readonly<Record<string, unknown>> = {},
    outputs: Readonly<Record<string, unknown>> = {},
): RegisteredResource {
    return {
        type,
        name,
        urn: `urn:pulumi:test::test::${type}::${name}`,
        parent: "",
        custom: true,
        inputs,
        secretInputs: [],
        outputs: { ...inputs, ...outputs },
        protect: false,
        retainOnDelete: false,
        deleteBeforeReplace: false,
        ignoreChanges: [],
        replaceWith: [],
        dependsOn: [],
    };
}

/** An idle month of a new cluster. */
export const idleMonth: Usage = { storageGib: 10, ios: 0, acuHours: 0 };

/** A cluster with additional inputs. */
export function cluster(inputs: Readonly<Record<string, unknown>> = {}): RegisteredResource {
    return resource("aws:rds/cluster:Cluster", "database", { clusterIdentifier: "one", ...inputs });
}

/** An instance of {@link cluster}. */
export function instance(instanceClass: string, monitoringInterval = 0): RegisteredResource {
    return resource("aws:rds/clusterInstance:ClusterInstance", "database-0", {
        clusterIdentifier: "one",
        instanceClass,
        monitoringInterval,
    });
}

/** A line of an estimate in short form. */
export type Row = [part: string, resource: string, item: string, quantity: number, usd: number, cents: number];

/** The charges of resources. */
export function rowsOf(resources: readonly RegisteredResource[], usage = idleMonth): Row[] {
    return estimate(resources, usage).lines.map(({ part, resource: name, item, quantity, price, cents }) => [
        part,
        name,
        item,
        quantity,
        price.usd,
        cents,
    ]);
}

/** The charges by use of resources. */
export function usesOf(...resources: RegisteredResource[]): [what: string, usd: number][] {
    return estimate(resources, idleMonth).uses.map(({ what, price }) => [what, price.usd]);
}
