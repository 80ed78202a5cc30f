import { readOptions } from "../cli/command";

/** The options of `npm run bench`. */
export interface BenchOptions {
    /** Prints one JSON array on standard output, and nothing else. */
    readonly json: boolean;
    /** Runs a few rounds only: checks that everything can be measured, not how fast it is. */
    readonly quick: boolean;
    readonly help: boolean;
}

/** The text of `--help`. */
export const helpText = `Measures the program's own share of a plan, with one platform and with many, and the two functions
from the artifacts that Pulumi would upload, each in a process of its own and against a real
PostgreSQL with TLS. Each figure is compared with a baseline that is measured
alternately in the same run: hand-written code that does the same and nothing else.

Usage: npm run bench -- [options]
       npm run bench -- workload [options]    the experiment's questions at size; workload --help

  --json     one JSON array on standard output, progress on standard error;
             npm run bench --silent keeps npm's own lines out of it
  --quick    a few rounds only: a smoke test
  --help     this text

Exit codes: 0 measured, also where a target is missed; 1 could not be measured;
2 the command line is wrong; 130 interrupted.
`;

/**
 * Reads the command line.
 *
 * @throws UsageError with the option and the command that shows the help.
 */
export function parseOptions(args: readonly string[]): BenchOptions {
    const flag = { type: "boolean", default: false } as const;
    return readOptions("npm run bench", args, { json: flag, quick: flag });
}
