import { type Condition, parseConditions } from "./condition";
import { parsePrincipal, type PolicyPrincipal } from "./principal";
import { isArnPattern } from "./wildcard";

/** A policy in a registered resource: JSON text, or the same as an object. */
export type PolicyDocument = string | object;

/** The kind of a policy, which determines its required and its forbidden elements. */
export type PolicyKind = "identity" | "resource" | "trust";

/** A parsed policy. The local evaluator supports all of its elements. */
export interface Policy {
    readonly statements: readonly Statement[];
}

/** One statement of a policy. */
export interface Statement {
    readonly effect: "Allow" | "Deny";
    /** Undefined in identity policies only, in which the role itself is the principal. */
    readonly principal: PolicyPrincipal | undefined;
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    readonly conditions: readonly Condition[];
}

/**
 * Parses a policy document. `name` is the policy's name in messages.
 *
 * @throws on any element, operator, key or format that the local evaluator does not support, because skipping it could
 * change a decision.
 */
export function parsePolicy(document: PolicyDocument, kind: PolicyKind, name: string): Policy {
    const elements = elementsOf(
        typeof document === "string" ? parseJson(document, name) : document,
        ["Version", "Id", "Statement"],
        name,
    );
    if (elements.get("Version") !== "2012-10-17") {
        throw new Error(
            `${name}: Version ${JSON.stringify(elements.get("Version"))} is not supported by the local evaluator; ` +
                `write "2012-10-17", or wildcards and variables mean something else.`,
        );
    }
    const source = elements.get("Statement");
    const statements: unknown[] = Array.isArray(source) ? source : [source];
    if (statements.length === 0) {
        throw new Error(`${name}: Statement is empty; AWS refuses such a policy. Give at least one statement.`);
    }
    return { statements: statements.map((statement, index) => parseStatement(statement, index, kind, name)) };
}

function parseStatement(source: unknown, index: number, kind: PolicyKind, name: string): Statement {
    const elements = elementsOf(
        source,
        ["Sid", "Effect", "Action", "Condition", ...elementsByKind[kind]],
        `${name}, statement ${index + 1}`,
    );
    const sid = elements.get("Sid");
    const where = `${name}, statement ${typeof sid === "string" ? sid : index + 1}`;
    const effect = elements.get("Effect");
    if (effect !== "Allow" && effect !== "Deny") {
        throw new Error(`${where}: Effect ${JSON.stringify(effect)} is neither "Allow" nor "Deny".`);
    }
    return {
        effect,
        principal: kind === "identity" ? undefined : parsePrincipal(elements.get("Principal"), where),
        actions: texts(elements, "Action", where).map((action) => checkAction(action, where)),
        // A trust policy applies to its own role and has no Resource element.
        resources:
            kind === "trust" ? ["*"] : texts(elements, "Resource", where).map((arn) => checkResource(arn, where)),
        conditions: parseConditions(elements.get("Condition"), where),
    };
}

const elementsByKind: Record<PolicyKind, string[]> = {
    identity: ["Resource"],
    resource: ["Resource", "Principal"],
    trust: ["Principal"],
};

function elementsOf(source: unknown, known: readonly string[], where: string): Map<string, unknown> {
    if (typeof source !== "object" || source === null || Array.isArray(source)) {
        throw new Error(`${where}: expected an object, got ${JSON.stringify(source)}.`);
    }
    const elements = new Map<string, unknown>(Object.entries(source));
    const unknown = [...elements.keys()].find((element) => !known.includes(element));
    if (unknown !== undefined) {
        throw new Error(
            `${where}: the element ${unknown} is not supported by the local evaluator here; use ${known.join(", ")}.`,
        );
    }
    return elements;
}

function texts(elements: ReadonlyMap<string, unknown>, element: string, where: string): string[] {
    const source = elements.get(element);
    const list: unknown[] = Array.isArray(source) ? source : [source];
    if (list.length === 0) {
        throw new Error(`${where}: ${element} is empty; give at least one.`);
    }
    return list.map((item) => {
        if (typeof item !== "string") {
            throw new Error(
                `${where}: ${element} ${JSON.stringify(item)} is not a text; give a text or a list of texts.`,
            );
        }
        return item;
    });
}

function checkAction(action: string, where: string): string {
    if (action !== "*" && !/^[a-z0-9-]+:[A-Za-z0-9*?]+$/i.test(action)) {
        throw new Error(
            `${where}: Action ${action} is not of the form service:Action, with * and ? in the action only.`,
        );
    }
    return action;
}

function checkResource(resource: string, where: string): string {
    if (resource.includes("${")) {
        throw new Error(`${where}: policy variables (${resource}) are not supported by the local evaluator.`);
    }
    if (resource !== "*" && !isArnPattern(resource)) {
        throw new Error(`${where}: Resource ${resource} is not an ARN; write all six parts, or * alone.`);
    }
    return resource;
}

function parseJson(text: string, name: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        throw new Error(`${name}: the policy is not JSON; register JSON text or an object.`);
    }
}
