import { isNamedAsPassword, looksLikePassword } from "../passwordLike";
import { must } from "../requirements";
import { ofType, types } from "../resource";
import type { Rule } from "../rule";

/** Rules for functions that a deployment invokes. */
export const invocationRules: readonly Rule[] = [
    {
        id: "invocation-at-creation",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A deployment invokes a function when the invocation is created or replaced, and never to delete.",
        reason: "With the scope CRUD, a destroy would invoke the function too, for instance to drop what it had created.",
        fix: "leave out lifecycleScope",
        appliesTo: ofType(types.invocation),
        problems: must(
            "lifecycleScope",
            (value) => value === undefined || value === "CREATE_ONLY",
            "must be CREATE_ONLY or not set",
        ),
    },
    {
        id: "invocation-without-secret",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "The input and the triggers of an invocation contain no secret.",
        reason: "Pulumi keeps them in its state, and previews print them.",
        fix: "let the function read the secret itself, by its ARN",
        appliesTo: ofType(types.invocation),
        problems: ({ properties: { input, triggers } }) =>
            [...secretsIn("input", input), ...secretsIn("triggers", triggers)].map(
                (path) => `${path}: looks like a password: must not be one`,
            ),
    },
];

/** The paths of values that look like secrets, also in JSON texts. */
function secretsIn(path: string, value: unknown): string[] {
    const inner = typeof value === "string" ? (parsed(value) ?? value) : value;
    if (typeof inner === "string") {
        return looksLikePassword(inner) ? [path] : [];
    }
    return Object.entries(typeof inner === "object" && inner !== null ? inner : {}).flatMap(
        ([name, each]: [string, unknown]) =>
            isNamedAsPassword(name) && typeof each === "string"
                ? [`${path}.${name}`]
                : secretsIn(`${path}.${name}`, each),
    );
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
