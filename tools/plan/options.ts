import { readOptions, stackName, UsageError } from "../cli/command";

/** The options of `npm run plan`. */
export interface PlanOptions {
    readonly stack: string;
    /** The stack to compare with `stack`. Without one, the command shows the plan itself. */
    readonly diff: string | undefined;
    /** Whether standard output is one JSON document. */
    readonly json: boolean;
    readonly help: boolean;
}

/** The text of `--help`. */
export const helpText = `Shows the resources that a stack would register, without an AWS account: the tree of its components and
resources with their settings and options, and the number of each type. If a setting is another
resource's ARN, id or name, an arrow points to that resource. Secrets are never shown.

Usage: npm run plan -- [options]

  --stack NAME     the stack whose Pulumi.NAME.yaml is used: dev, staging or prod   (default: dev)
  --diff NAME      the differences of --stack from this stack: resources added, removed, changed in
                   place, or replaced, as if this stack were updated to the other. The environment's
                   name within texts is not a difference. Secrets are not compared
  --json           one JSON document on standard output, with every setting, described in
                   tools/plan/document.ts; npm run plan --silent keeps npm's own lines out of it
  --help           this text

Exit codes: 0 shown, also if the stacks differ; 1 the stack could not be planned; 2 the command
line is wrong; 130 interrupted.
`;

/**
 * Reads the command line.
 *
 * @throws UsageError with the option, the value, the rule and the fix.
 */
export function parseOptions(args: readonly string[]): PlanOptions {
    const { stack, diff, json, help } = readOptions("npm run plan", args, {
        stack: { type: "string", default: "dev" },
        diff: { type: "string" },
        json: { type: "boolean", default: false },
    });
    if (diff === stack && !help) {
        throw new UsageError(`--diff: ${diff}: is the planned stack itself; name another with --stack or --diff`);
    }
    return {
        stack: stackName("--stack", stack),
        diff: diff === undefined ? undefined : stackName("--diff", diff),
        json,
        help,
    };
}
