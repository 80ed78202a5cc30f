import type * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { refuseKeptArguments } from "./keptArguments";

/** A class of resources: each of `@pulumi/aws`, and `awsx.ec2.Vpc`. */
export interface ResourceClass<Args> {
    new (name: string, args: Args): pulumi.CustomResource | awsx.ec2.Vpc;
    readonly name: string;
    isInstance(value: unknown): boolean;
}

/** Changes the arguments of a resource. Give it to a component as one of its `transformations`. */
export interface Transform extends pulumi.ResourceTransformation {
    /** @throws RunError if no resource had the class and the name. Call it when all resources are registered. */
    readonly refuseUnused: () => void;
}

/**
 * Changes arguments of a component's child before the child is registered. Policies, plans and prices see the changed
 * arguments.
 *
 * @param type the child's class, for instance `aws.rds.Cluster`.
 * @param name the child's logical name, as `npm run plan` shows it. `*` stands for any text.
 * @param change sets or deletes properties of `args`. It returns nothing, because a result would have no effect.
 * @throws RunError if it changes an argument that other resources rely on.
 */
export function transform<Args>(
    type: ResourceClass<Args>,
    name: string,
    change: (args: NonNullable<Args>, name: string) => undefined,
): Transform {
    const pattern = new RegExp(`^${name.replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
    const others: string[] = [];
    let isUsed = false;
    const transformation: pulumi.ResourceTransformation = (resource) => {
        if (!type.isInstance(resource.resource)) {
            return undefined;
        }
        if (!pattern.test(resource.name)) {
            others.push(resource.name);
            return undefined;
        }
        isUsed = true;
        const args = { ...resource.props };
        // Pulumi's type of all arguments says nothing about those of the class.
        Reflect.apply(change, undefined, [args, resource.name]);
        refuseKeptArguments(resource.type, resource.name, resource.props, args);
        return { props: args, opts: resource.opts };
    };
    return Object.assign(transformation, {
        refuseUnused() {
            if (!isUsed) {
                const choice = others.length === 0 ? "this stack has none" : `choose one of ${others.join(", ")}`;
                throw new pulumi.RunError(`transform of ${type.name} ${name}: there is no such resource; ${choice}`);
            }
        },
    });
}
