import { toRecord } from "../../offline/toRecord";
import { listText } from "./listText";

/** The statements of a policy document, or undefined if the value is not one. */
export function policyStatements(value: unknown): Record<string, unknown>[] | undefined {
    const { Statement: statements } = toRecord(value);
    if (statements === undefined) {
        return undefined;
    }
    return (Array.isArray(statements) ? statements : [statements]).map(toRecord);
}

/** One line for a statement: effect, principals, actions, resources and conditions, and its other elements. */
export function statementText(statement: Readonly<Record<string, unknown>>): string {
    const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition, ...rest } = statement;
    const others = Object.entries(rest).filter(([key]) => key !== "Sid");
    return [
        String(Effect),
        ...either(Principal, NotPrincipal, principalText).map((text) => `${text} to`),
        ...either(Action, NotAction, listText),
        ...either(Resource, NotResource, listText).map((text) => `on ${text}`),
        ...(Condition === undefined ? [] : [`if ${conditionText(Condition)}`]),
        ...others.map(([key, value]) => `${key} ${JSON.stringify(value)}`),
    ].join(" ");
}

/** An element of a statement, or its negation. */
function either(element: unknown, negation: unknown, text: (value: unknown) => string): string[] {
    return [
        ...(element === undefined ? [] : [text(element)]),
        ...(negation === undefined ? [] : [`all but ${text(negation)}`]),
    ];
}

function principalText(principal: unknown): string {
    if (typeof principal === "string") {
        return principal;
    }
    const kinds = Object.entries(toRecord(principal));
    return kinds.map(([kind, names]) => `${kind} ${listText(names)}`).join(" and ");
}

/** All conditions must hold, with one of the values of each key. */
function conditionText(condition: unknown): string {
    return Object.entries(toRecord(condition))
        .flatMap(([operator, keys]) =>
            Object.entries(toRecord(keys)).map(([key, values]) => `${key} ${operator} ${listText(values, " or ")}`),
        )
        .join(" and ");
}
