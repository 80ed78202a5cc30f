import * as pulumi from "@pulumi/pulumi";

/**
 * Applies a function to an input of a resource and keeps the input's kind: a plain value stays plain, an Output stays
 * an Output, a promise stays a promise.
 *
 * Transformations use it, because some components read their arguments as plain values. For instance, `awsx.ec2.Vpc`
 * spreads its tags into those of each child; an Output there would remove the children's own tags.
 */
export function mapInput<U>(input: unknown, map: (value: unknown) => U): pulumi.Input<U> {
    if (pulumi.Output.isInstance(input)) {
        return input.apply(map);
    }
    return input instanceof Promise ? input.then(map) : map(input);
}
