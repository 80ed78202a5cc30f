import { readOptions, stackName, UsageError } from "../cli/command";

/** The options of `npm run databases`. */
export interface DatabasesOptions {
    readonly stack: string;
    /** Whether to plan for a server that has nothing yet, without AWS. */
    readonly isNew: boolean;
    /** Whether to apply the deployed declaration instead of planning. */
    readonly apply: boolean;
    readonly json: boolean;
    readonly help: boolean;
}

/** The text of `--help`. */
export const helpText = `Shows the statements that the next up of a stack would run for its declared databases, roles and
grants, and what its server has without a declaration. The deployed rotation function compares the
server with the configuration in this folder, and changes nothing. docs/access.md says more.

Usage: npm run databases -- [options]

  --stack NAME   the stack whose Pulumi.NAME.yaml is used: dev, staging or prod   (default: dev)
  --new          plans for a server that has none of them yet, without AWS
  --apply        applies the deployed declaration once more, for instance after changes by hand
  --json         prints JSON
  --help         this text

Exit codes: 0 there is nothing to do, or it was applied; 1 the function failed, or could not be invoked;
2 the command line is wrong; 3 there are statements to run; 130 interrupted.
`;

/**
 * Reads the command line.
 *
 * @throws UsageError with the option, the value, the rule and the fix.
 */
export function parseOptions(args: readonly string[]): DatabasesOptions {
    const options = readOptions("npm run databases", args, {
        stack: { type: "string", default: "dev" },
        new: { type: "boolean", default: false },
        apply: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
    });
    const { stack, new: isNew, apply, json, help } = options;
    if (isNew && apply) {
        throw new UsageError("--new: asks no server, so --apply has no effect; leave one of them out");
    }
    return { stack: stackName("--stack", stack), isNew, apply, json, help };
}
