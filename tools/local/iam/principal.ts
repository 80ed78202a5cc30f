/** The caller of a request: a role of an account, or an AWS service. */
export type Principal = { readonly roleArn: string; readonly accountId: string } | { readonly service: string };

/** The `Principal` element of a resource's policy, by kind. */
export interface PolicyPrincipal {
    readonly everyone: boolean;
    /** Accounts, by number or root ARN. They delegate the decision to the account's identity policies. */
    readonly accountIds: readonly string[];
    readonly roleArns: readonly string[];
    readonly services: readonly string[];
}

/** How a `Principal` element matches a caller: by name, through its account, or not at all. */
export type PrincipalMatch = "direct" | "account" | "none";

/** Matches a policy's `Principal` element with a caller. */
export function matchPrincipal(element: PolicyPrincipal, caller: Principal): PrincipalMatch {
    if ("service" in caller) {
        return element.services.includes(caller.service) ? "direct" : "none";
    }
    if (element.everyone || element.roleArns.includes(caller.roleArn)) {
        return "direct";
    }
    return element.accountIds.includes(caller.accountId) ? "account" : "none";
}

/**
 * Reads a statement's `Principal` element. `where` names the statement in the message.
 *
 * @throws on kinds and formats that the local evaluator does not support.
 */
export function parsePrincipal(source: unknown, where: string): PolicyPrincipal {
    if (source === "*") {
        return { everyone: true, accountIds: [], roleArns: [], services: [] };
    }
    if (typeof source !== "object" || source === null || Array.isArray(source)) {
        throw new Error(`${where}: Principal ${JSON.stringify(source)} is neither "*" nor an object.`);
    }
    const elements = new Map<string, unknown>(Object.entries(source));
    const unknown = [...elements.keys()].find((kind) => kind !== "AWS" && kind !== "Service");
    if (unknown !== undefined) {
        throw new Error(`${where}: Principal.${unknown} is not supported by the local evaluator; use AWS or Service.`);
    }
    const identities = textList(elements.get("AWS"), `${where}: Principal.AWS`).map((text) => identity(text, where));
    return {
        everyone: identities.some(({ kind }) => kind === "everyone"),
        accountIds: identities.flatMap(({ kind, value }) => (kind === "account" ? [value] : [])),
        roleArns: identities.flatMap(({ kind, value }) => (kind === "role" ? [value] : [])),
        services: textList(elements.get("Service"), `${where}: Principal.Service`),
    };
}

function identity(text: string, where: string): { kind: "everyone" | "account" | "role"; value: string } {
    if (text === "*") {
        return { kind: "everyone", value: text };
    }
    const accountId = /^(?:arn:[\w-]+:iam::(\d{12}):root|(\d{12}))$/.exec(text)?.slice(1).find(Boolean);
    if (accountId !== undefined) {
        return { kind: "account", value: accountId };
    }
    if (/^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(text)) {
        return { kind: "role", value: text };
    }
    throw new Error(
        `${where}: Principal.AWS ${JSON.stringify(text)} is not supported by the local evaluator; ` +
            "name an account (12 digits or its root's ARN), a role's exact ARN, or *.",
    );
}

function textList(source: unknown, where: string): string[] {
    const list: unknown[] = source === undefined ? [] : Array.isArray(source) ? source : [source];
    return list.map((item) => {
        if (typeof item !== "string") {
            throw new Error(`${where}: ${JSON.stringify(item)} is not a text; give a text or a list of texts.`);
        }
        return item;
    });
}
