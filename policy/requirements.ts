import type { Resource } from "./resource";
import { isEmpty, isUnknown, listOf, show, valueAt } from "./values";

/** Looks at a resource and says what is wrong with it. */
export type Requirement = (resource: Resource) => readonly string[];

/**
 * A property that must satisfy something, once it is known.
 *
 * @param path keys from the resource's properties, with dots between.
 * @param requirement what is said where it does not, for instance `must be true`.
 */
export function must(path: string, holds: (value: unknown) => boolean, requirement: string): Requirement {
    return ({ properties }) => {
        const value = valueAt(properties, path);
        return isUnknown(value) || holds(value) ? [] : [`${path}: ${show(value)}: ${requirement}`];
    };
}

/** A property that must have this value. */
export function mustBe(path: string, expected: string | number | boolean): Requirement {
    return must(path, (value) => value === expected, `must be ${expected}`);
}

/** A property that must be given, whatever its value. */
export function mustBeSet(path: string): Requirement {
    return must(path, (value) => !isEmpty(value), "must be set");
}

/** A property that must be left out. Its value is not shown: it may be a secret. */
export function mustNotBeSet(path: string): Requirement {
    return ({ properties }) => (isEmpty(valueAt(properties, path)) ? [] : [`${path}: is set: must be left out`]);
}

/** A number that must not be below a bound. */
export function mustBeAtLeast(path: string, least: number): Requirement {
    return must(path, (value) => typeof value === "number" && value >= least, `must be ${least} or more`);
}

/** A list that must hold these values. */
export function mustInclude(path: string, ...wanted: readonly string[]): Requirement {
    return must(
        path,
        (value) => listOf(value).some(isUnknown) || wanted.every((each) => listOf(value).includes(each)),
        `must include ${wanted.join(", ")}`,
    );
}

/** All problems of several checks. */
export function together(...checks: readonly Requirement[]): Requirement {
    return (resource) => checks.flatMap((check) => check(resource));
}
