import { readOptions, stackName } from "../cli/command";

/** The options of `npm run drill`. */
export interface DrillOptions {
    readonly stack: string;
    /** Whether to destroy what an earlier drill left, instead of a drill. */
    readonly clean: boolean;
    readonly json: boolean;
    readonly help: boolean;
}

/** The text of `--help`. */
export const helpText = `Rehearses a restore in AWS: brings up a stack of its own, drill-NAME, from the newest backup of a
stack, checks its health, its schema and its newest row, says what a disaster would have cost, and
destroys it again, also after a failure or Ctrl-C. The stack itself is read, not changed. The backup
is the newest one of AWS Backup if the stack has a backupPlan, otherwise RDS's newest snapshot.
Takes half an hour or more, and costs what a small stack does. docs/backup.md says what is needed.

Usage: npm run drill -- [options]

  --stack NAME   the stack whose Pulumi.NAME.yaml is used: dev, staging or prod   (default: dev)
  --clean        destroys what an earlier drill left, and rehearses nothing
  --json         prints JSON
  --help         this text

Exit codes: 0 restored, checked and destroyed; 1 the drill could not begin, and nothing was created;
2 the command line is wrong; 3 there is no backup; 4 the restore failed; 5 the restored database
failed a check; 6 something was left, whatever else happened; 130 interrupted, and cleaned up.
`;

/**
 * Reads the command line.
 *
 * @throws UsageError with the option, the value, the rule and the fix.
 */
export function parseOptions(args: readonly string[]): DrillOptions {
    const { stack, ...others } = readOptions("npm run drill", args, {
        stack: { type: "string", default: "dev" },
        clean: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
    });
    return { stack: stackName("--stack", stack), ...others };
}
