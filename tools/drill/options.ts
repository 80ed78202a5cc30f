import { readOptions, stackName, UsageError } from "../cli/command";

/** The options of `npm run drill`. */
export interface DrillOptions {
    readonly stack: string;
    /** Whether to destroy what an earlier drill left, instead of a drill. */
    readonly clean: boolean;
    /** The security group of the endpoints that the drill uses in an existing VPC. Undefined: as the stack does. */
    readonly endpointSecurityGroup: string | undefined;
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
  --endpoint-security-group SG
                 the security group of the stack's endpoints, if it creates them in an existing VPC
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
    const {
        stack,
        "endpoint-security-group": endpointSecurityGroup,
        ...others
    } = readOptions("npm run drill", args, {
        stack: { type: "string", default: "dev" },
        clean: { type: "boolean", default: false },
        "endpoint-security-group": { type: "string" },
        json: { type: "boolean", default: false },
    });
    if (endpointSecurityGroup !== undefined && !/^sg-[0-9a-f]{8,17}$/.test(endpointSecurityGroup)) {
        throw new UsageError(
            `--endpoint-security-group: ${endpointSecurityGroup}: must be the id of a security group; ` +
                "use for instance sg-0123456789abcdef0",
        );
    }
    return { stack: stackName("--stack", stack), endpointSecurityGroup, ...others };
}
