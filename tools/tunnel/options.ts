import { readOptions, stackName, UsageError } from "../cli/command";

/** The options of `npm run tunnel`. */
export interface TunnelOptions {
    readonly stack: string;
    /** The host in the VPC, as Systems Manager names it. */
    readonly target: string;
    /** The login role with IAM authentication. */
    readonly login: string;
    /** The port of this machine. */
    readonly port: number;
    /** Whether the session may write, at the writer's endpoint. */
    readonly write: boolean;
    /** SQL to run instead of an interactive session. */
    readonly command: string | undefined;
    /** Whether to print psql's command line instead of running it. */
    readonly print: boolean;
    readonly help: boolean;
}

/** The text of `--help`. */
export const helpText = `Opens psql on a stack's database in AWS, through a host in the VPC: a Session Manager session forwards
a port of this machine, and the login is a token of IAM, without a password. The session cannot write
unless you say so. When psql ends, the session ends too. docs/access.md says what has to be there.

Usage: npm run tunnel -- --target ID --login NAME [options]

  --target ID      the host: an EC2 instance i-…, a managed node mi-…, or a container ecs:…
  --login NAME     your own login role in the database, a member of rds_iam
  --stack NAME     the stack whose Pulumi.NAME.yaml is used: dev, staging or prod   (default: dev)
  --port NUMBER    the port of this machine, 1024 to 65535   (default: 15432)
  --write          connects to the writer, in a session that may write; otherwise to a reader
  --command SQL    runs this SQL instead of an interactive session
  --print          prints psql's command line for another terminal, and keeps the tunnel until Ctrl-C
  --help           this text

Exit codes: 0 psql succeeded, or a printed tunnel was ended; 1 the tunnel could not be opened, or was
lost; 2 the command line is wrong; 3 psql failed; 130 interrupted.
`;

/**
 * Reads the command line.
 *
 * @throws UsageError with the option, the value, the rule and the fix.
 */
export function parseOptions(args: readonly string[]): TunnelOptions {
    const { target, login, stack, port, ...others } = readOptions("npm run tunnel", args, {
        target: { type: "string", default: "" },
        login: { type: "string", default: "" },
        stack: { type: "string", default: "dev" },
        port: { type: "string", default: "15432" },
        write: { type: "boolean", default: false },
        command: { type: "string" },
        print: { type: "boolean", default: false },
    });
    const { write, command, print, help } = others;
    if (!help) {
        requireTarget(target);
        requireLogin(login);
    }
    if (print && command !== undefined) {
        throw new UsageError("--print: runs nothing, so --command has no effect; leave one of them out");
    }
    return { stack: stackName("--stack", stack), target, login, port: portOf(port), write, command, print, help };
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-sessions-start.html */
function requireTarget(target: string): void {
    if (!/^(i-[0-9a-f]{8}([0-9a-f]{9})?|mi-[0-9a-f]{17}|ecs:[\w-]+_[0-9a-f]+_[0-9a-f-]+)$/.test(target)) {
        throw new UsageError(
            `--target: ${target}: must be the id of a host in the VPC; set it, for instance to i-0123456789abcdef0`,
        );
    }
}

function requireLogin(login: string): void {
    if (!/^[a-z_][a-z0-9_]{0,62}$/.test(login)) {
        throw new UsageError(`--login: ${login}: must be the name of your login role; set it, for instance to alice`);
    }
    if (/^(migration|application|reader)_[ab]$/.test(login)) {
        throw new UsageError(
            `--login: ${login}: belongs to the rotation, and has no IAM authentication; create a login role of your own`,
        );
    }
}

function portOf(text: string): number {
    const port = Number(text);
    if (!/^\d+$/.test(text) || port < 1024 || port > 65_535) {
        throw new UsageError(`--port: ${text}: must be a whole number from 1024 to 65535; choose a free one`);
    }
    return port;
}
