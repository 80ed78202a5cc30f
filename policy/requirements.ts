import type { Resource } from "./resource";
import { isEmpty, isUnknown, listOf, show, valueAt } from "./values";

/** Checks a resource and returns its problems. */
export type Requirement = (resource: Resource) => readonly string[];

/**
 * Requires a property to satisfy a test, once its value is known.
 *
 * @param path the keys from the resource's properties, separated by dots.
 * @param requirement the text of the problem, for instance `must be true`.
 */
export function must(path: string, holds: (value: unknown) => boolean, requirement: string): Requirement {
    return ({ properties }) => {
        const value = valueAt(properties, path);
        return isUnknown(value) || holds(value) ? [] : [`${path}: ${show(value)}: ${requirement}`];
    };
}

/** Requires a property to have this value. */
export function mustBe(path: string, expected: string | number | boolean): Requirement {
    return must(path, (value) => value === expected, `must be ${expected}`);
}

/** Requires a property to have any value. */
export function mustBeSet(path: string): Requirement {
    return must(path, (value) => !isEmpty(value), "must be set");
}

/** Requires a property to be absent. The problem does not show its value, which may be a secret. */
export function mustNotBeSet(path: string): Requirement {
    return ({ properties }) => (isEmpty(valueAt(properties, path)) ? [] : [`${path}: is set: must be left out`]);
}

/** Requires a number to be at least a bound. */
export function mustBeAtLeast(path: string, least: number): Requirement {
    return must(path, (value) => typeof value === "number" && value >= least, `must be ${least} or more`);
}

/** Requires a list to contain these values. */
export function mustInclude(path: string, ...wanted: readonly string[]): Requirement {
    return must(
        path,
        (value) => listOf(value).some(isUnknown) || wanted.every((each) => listOf(value).includes(each)),
        `must include ${wanted.join(", ")}`,
    );
}

/** Combines several requirements. */
export function together(...requirements: readonly Requirement[]): Requirement {
    return (resource) => requirements.flatMap((requirement) => requirement(resource));
}
