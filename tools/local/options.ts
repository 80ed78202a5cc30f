import { readOptions, stackName, UsageError } from "../cli/command";

/** The options of `npm start`. */
export interface LocalOptions {
    readonly stack: string;
    /** Events for the access function, sent after the tour. */
    readonly events: readonly unknown[];
    /** Prints one JSON document on standard output, and nothing else. */
    readonly json: boolean;
    /** Keeps the platform alive after the tour and the events, until the process receives a signal. */
    readonly keep: boolean;
    readonly help: boolean;
}

/** The text of `--help`. */
export const helpText = `Brings a stack's platform to life on this machine, without an AWS account: a real PostgreSQL with
enforced TLS, roles and passwords made by the rotation function, queries answered by the access
function, both run from the artifacts that Pulumi would upload.

Usage: npm start -- [options]

  --stack NAME     the stack whose Pulumi.NAME.yaml is used: dev, staging or prod   (default: dev)
  --event JSON     an event for the access function, sent after the tour; repeatable
                   for instance --event '{"action":"query","sql":"select version()"}'
  --json           one JSON document on standard output, progress on standard error;
                   npm start --silent keeps npm's own lines out of it
  --keep           the platform stays alive afterwards until Ctrl-C, with commands to call the
                   access function, to rotate a secret and to connect with psql
  --help           this text

Exit codes: 0 everything worked, and a kept platform was ended; 1 a step failed; 2 the command line
is wrong; 3 everything worked, but an event was answered with "ok": false; 130 interrupted before
everything was done.
`;

/**
 * Reads the command line.
 *
 * @throws UsageError with the option, the value, the rule and the fix.
 */
export function parseOptions(args: readonly string[]): LocalOptions {
    const { stack, event, json, keep, help } = readOptions("npm start", args, {
        stack: { type: "string", default: "dev" },
        event: { type: "string", multiple: true, default: [] },
        json: { type: "boolean", default: false },
        keep: { type: "boolean", default: false },
    });
    return { stack: stackName("--stack", stack), events: event.map(parseEvent), json, keep, help };
}

function parseEvent(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        throw new UsageError(`--event: ${text}: must be JSON; quote it as '{"action":"healthCheck"}'`);
    }
}
