import type { Configuration } from "./configReader";
import { repeated } from "./values";

/** Reads and checks the ids of existing resources, by the ends of their URNs. */
export function readImports(config: Configuration, identifier: string): Readonly<Record<string, string>> {
    const ids = config.map("imports");
    const [problem] = Object.entries(ids).flatMap(([end, id]) => importProblem(end, id, identifier) ?? []);
    config.require("imports", problem === undefined, problem ?? "", "identifier");
    const resources = Object.entries(ids).map(([end, id]) => `${end.replace(/::.*$/, "")} ${id}`);
    const twice = repeated(resources);
    config.require("imports", twice === undefined, `has ${twice ?? ""} under two names; keep one of them`);
    return ids;
}

/** The problem of an entry, a semicolon and the fix. Undefined if it can be imported. */
function importProblem(end: string, id: string, identifier: string): string | undefined {
    const [, type, name] = /^(\w+)::([\w.-]+)$/.exec(end) ?? [];
    if (type === undefined || name === undefined) {
        return `${end} is not the end of a URN; write it as type::name, for instance Cluster::database`;
    }
    if (id.trim() !== id || id === "") {
        return `${end} has ${id === "" ? "no id" : "spaces around its id"}; set it to the resource's id in AWS`;
    }
    const fixed = fixedName(type, name, identifier);
    if (fixed !== undefined && fixed !== id) {
        return (
            `${end}: ${id} is not ${fixed}, as the program names it, and a change of the name would replace it; ` +
            (type === "Cluster"
                ? `set identifier to ${id}, or remove the entry from a stack that adopts nothing`
                : "rename it first, which restarts it (docs/adopt.md)")
        );
    }
    return undefined;
}

/** The physical name that the program gives a resource, where a change of it replaces the resource. */
function fixedName(type: string, name: string, identifier: string): string | undefined {
    if (type === "Cluster" && name === "database") {
        return identifier;
    }
    const [, index] = /^database-(\d+)$/.exec(name) ?? [];
    return type === "ClusterInstance" && index !== undefined ? `${identifier}-${index}` : undefined;
}
