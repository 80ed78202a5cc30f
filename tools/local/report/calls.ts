import { table } from "../../cli/table";
import type { LocalResult } from "../runLocally";

interface RoleCalls {
    readonly principal: string;
    readonly action: string;
    readonly allowed: number;
    readonly denied: number;
}

/** How often each principal called each action, as its policies allowed or denied it. */
export function callsByRole({ platform }: LocalResult): RoleCalls[] {
    const calls = new Map<string, RoleCalls>();
    for (const { principal, action, allowed } of platform.aws.endpoints.log) {
        const key = `${principal} ${action}`;
        const before = calls.get(key) ?? { principal, action, allowed: 0, denied: 0 };
        calls.set(key, {
            ...before,
            allowed: before.allowed + (allowed ? 1 : 0),
            denied: before.denied + (allowed ? 0 : 1),
        });
    }
    return [...calls.values()];
}

/** The calls as a table. */
export function callsTable(result: LocalResult, width: number): string {
    return table(
        ["role", "action", "allowed", "denied"],
        callsByRole(result).map(({ principal, action, allowed, denied }) => [
            principal,
            action,
            String(allowed),
            String(denied),
        ]),
        width,
    );
}
