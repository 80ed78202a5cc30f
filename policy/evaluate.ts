import { type Exception, exceptions as allExceptions, holdsIn, type StackKind } from "./exceptions";
import type { Resource } from "./resource";
import type { Rule } from "./rule";

/** A resource that breaks a rule. */
export interface Violation {
    readonly rule: Rule;
    readonly resource: Resource;
    /** One sentence: the property, its value, what it must be, and what to do. */
    readonly message: string;
}

/** The result of a rule for some resources. */
export interface Evaluation {
    readonly violations: readonly Violation[];
    /** Violations without the exception. */
    readonly excepted: readonly (Violation & { readonly exception: Exception })[];
    /** The number of resources that the rule applies to. */
    readonly subjects: number;
}

/**
 * Applies a rule to resources, then the exceptions to the violations.
 *
 * @param resources the resources to check; for a rule about the stack, all resources of the stack.
 */
export function evaluate(
    rule: Rule,
    resources: readonly Resource[],
    stack: StackKind,
    exceptions: readonly Exception[] = allExceptions,
): Evaluation {
    const subjects = resources.filter(rule.appliesTo);
    const found = subjects.flatMap((resource) =>
        rule.problems(resource, resources).map((problem) => ({
            violation: { rule, resource, message: `${problem}; ${rule.fix}` },
            exception: exceptions.find((each) => isAbout(each, rule, resource) && holdsIn(each, stack)),
        })),
    );
    return {
        violations: found.filter(({ exception }) => exception === undefined).map(({ violation }) => violation),
        excepted: found.flatMap(({ violation, exception }) =>
            exception === undefined ? [] : [{ ...violation, exception }],
        ),
        subjects: subjects.length,
    };
}

function isAbout({ rule, types, names }: Exception, { id }: Rule, { type, name }: Resource): boolean {
    return (
        rule === id && (types === undefined || types.includes(type)) && (names === undefined || names.includes(name))
    );
}
