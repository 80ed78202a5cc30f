import { type Condition, namesAccount } from "./conditions";
import { isUnknown, listOf, valueAt } from "./values";

/** One statement of an IAM policy as the rules read it. A `Not…` element counts as everything: `*`. */
export interface Statement {
    readonly effect: string;
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    readonly principals: readonly Principal[];
    readonly conditions: readonly Condition[];
}

/** A principal in a resource's policy or in a trust policy. */
export interface Principal {
    /** `AWS`, `Service`, `Federated`, or `*` for everybody. */
    readonly kind: string;
    readonly value: string;
}

/**
 * The statements of a policy, which is JSON text or an object. An unknown policy has none, and neither has a text that
 * is not JSON, which AWS refuses.
 */
export function statementsOf(policy: unknown): readonly Statement[] {
    return listOf(valueAt(parsed(policy), "Statement"))
        .filter((statement) => !isUnknown(statement))
        .map((statement) => ({
            effect: String(valueAt(statement, "Effect")),
            actions: element(statement, "Action"),
            resources: element(statement, "Resource"),
            principals: principals(statement),
            conditions: conditions(statement),
        }));
}

/** The `Allow` statements of a policy. */
export function allowed(policy: unknown): readonly Statement[] {
    return statementsOf(policy).filter(({ effect }) => effect === "Allow");
}

/** The services that a statement allows without a condition on the account. */
export function servicesForAnyAccount({ principals: named, conditions: required }: Statement): string[] {
    return required.some(namesAccount) ? [] : named.filter(({ kind }) => kind === "Service").map(({ value }) => value);
}

/** Whether a statement allows every principal. */
export function allowsEveryPrincipal({ principals: named }: Statement): boolean {
    return named.some(({ value }) => value === "*");
}

function parsed(policy: unknown): unknown {
    try {
        return typeof policy === "string" ? JSON.parse(policy) : policy;
    } catch {
        return undefined;
    }
}

function element(statement: unknown, name: string): string[] {
    const negated = valueAt(statement, `Not${name}`);
    const known = listOf(valueAt(statement, name)).filter((each) => !isUnknown(each));
    return negated === undefined ? known.map(String) : ["*"];
}

function principals(statement: unknown): Principal[] {
    const principal = valueAt(statement, "Principal");
    if (principal === "*" || valueAt(statement, "NotPrincipal") !== undefined) {
        return [{ kind: "*", value: "*" }];
    }
    return Object.entries(principal ?? {}).flatMap(([kind, values]) =>
        listOf(values).map((value) => ({ kind, value: String(value) })),
    );
}

function conditions(statement: unknown): Condition[] {
    return Object.entries(valueAt(statement, "Condition") ?? {}).flatMap(([operator, keys]: [string, unknown]) =>
        Object.entries(keys ?? {}).map(([key, values]: [string, unknown]) => ({
            operator,
            key: key.toLowerCase(),
            values: listOf(values),
        })),
    );
}
