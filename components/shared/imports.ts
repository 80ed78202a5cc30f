import * as pulumi from "@pulumi/pulumi";

/** Imports existing resources of AWS. Give it to the components as one of their `transformations`. */
export interface Imports extends pulumi.ResourceTransformation {
    /** @throws RunError if the program has no resource of one of the names. Call it when all are registered. */
    readonly refuseUnused: () => void;
}

/**
 * Makes Pulumi take over resources that exist in AWS instead of creating them, and then update them in place. Where
 * Pulumi has taken a resource over, its entry has no further effect.
 *
 * @param ids the ids in AWS by the ends of the resources' URNs, for instance `Cluster::database`.
 */
export function importExisting(ids: Readonly<Record<string, string>>): Imports {
    const unused = new Set(Object.keys(ids));
    const registered: string[] = [];
    const transformation: pulumi.ResourceTransformation = ({ type, name, props, opts }) => {
        // Components have no id in AWS.
        if (!type.startsWith("aws:")) {
            return undefined;
        }
        const end = urnEnd(type, name);
        registered.push(end);
        const id = ids[end];
        if (id === undefined) {
            return undefined;
        }
        unused.delete(end);
        const ignoreChanges = type === "aws:rds/cluster:Cluster" ? fixedAtCreation : [];
        return { props, opts: pulumi.mergeOptions(opts, { import: id, ignoreChanges }) };
    };
    return Object.assign(transformation, {
        refuseUnused() {
            const [end] = unused;
            if (end !== undefined) {
                const [type = ""] = end.split("::");
                const sameType = registered.filter((each) => each.startsWith(`${type}::`));
                const choice = sameType.length === 0 ? `no ${type}` : `only ${sameType.join(", ")}`;
                throw new pulumi.RunError(
                    `imports: ${end}: the program has ${choice}; use the end of a resource's URN, as ` +
                        "npx pulumi preview --diff prints it",
                );
            }
        },
    });
}

/** The last words of a URN: the last part of the type, and the logical name. */
function urnEnd(type: string, name: string): string {
    return `${type.slice(type.lastIndexOf(":") + 1)}::${name}`;
}

/**
 * Arguments that an adopted cluster has already. RDS cannot change the key of a master password that it manages, and the
 * provider does not read whether it does; without this it would request both again.
 */
const fixedAtCreation = ["manageMasterUserPassword", "masterUserSecretKmsKeyId"];
