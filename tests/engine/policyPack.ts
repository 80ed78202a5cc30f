import { rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import type { Outcome } from "./harness/outcome";
import { makeEngineFolder } from "./harness/runFolder";
import { parseUrn } from "./providers/urn";

/** The pack's folder, as `--policy-pack` takes it. */
export const packFolder = path.join(projectFolder, "policy");

/**
 * The plugin that starts a pack: it runs Pulumi's own starter, which it finds from the pack's folder. The CLI of the
 * tests is built without plugins. An installed CLI has the same starter.
 */
const analyzer = `#!/bin/sh
exec node "$(node --print "require.resolve('@pulumi/pulumi/cmd/run-policy-pack')")" "$@"
`;

/** Puts the plugin on the PATH. Returns a function that removes it. */
export function provideAnalyzer(): () => void {
    const folder = makeEngineFolder();
    const before = process.env.PATH ?? "";
    writeFileSync(path.join(folder, "pulumi-analyzer-policy-nodejs"), analyzer, { mode: 0o755 });
    process.env.PATH = `${folder}${path.delimiter}${before}`;
    return () => {
        process.env.PATH = before;
        rmSync(folder, { recursive: true });
    };
}

/** The violations in an operation, each as `mandatory rule of resource: problem`, sorted. */
export function violationsIn({ output }: Outcome): string[] {
    return output
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => toRecord(toRecord(JSON.parse(line)).policyEvent))
        .filter(({ policyName }) => policyName !== undefined)
        .map(({ enforcementLevel, policyName, resourceUrn, message }) => {
            const [, problem = ""] = String(message).trim().split("\n");
            return `${String(enforcementLevel)} ${String(policyName)} of ${parseUrn(String(resourceUrn)).name}: ${problem}`;
        })
        .sort();
}
