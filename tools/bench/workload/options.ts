import { isAbsolute, resolve } from "node:path";
import type { Tuning } from "../../../components/aurora/platformArgs";
import { readOptions, UsageError } from "../../cli/command";
import { tunings } from "./tunings";

/** The options of `npm run bench -- workload`. */
export interface WorkloadOptions {
    /** Units of the experiment. */
    readonly units: number;
    readonly seed: number;
    /** Measures questions and ingest with this tuning only. Default: with Aurora's defaults and every tuning. */
    readonly tuning?: Tuning;
    /** Prints one JSON object on standard output, and nothing else. */
    readonly json: boolean;
    /** Few units, and few and short measurements: checks that everything can be measured, not how fast it is. */
    readonly quick: boolean;
    /** Full path of the file for the plot. Default: none is written. */
    readonly plot?: string;
    readonly help: boolean;
}

const defaultUnits = 100_000;
const quickUnits = 2000;
const command = "npm run bench -- workload";

/** The text of `--help`. */
export const helpText = `Measures the experiment's questions at size on PostgreSQL on this machine: generates an experiment's
units, 3 exposures and 10 metric events for each, first in the schema of version 2, and carries them
over. Then, with Aurora's defaults and with each tuning: every question cold and warm, alone and
under ingest; ingest beside bare inserts into a table without an index; reads of an assignment. At
the end: ten times the events outside the experiment, what each parameter of the tunings does, and
the size on disk. All ratios are of one run.

Usage: ${command} [options]

  --units N    units of the experiment, from 1,000 to 10,000,000; default ${defaultUnits.toLocaleString("en-US")} (some minutes
               on two cores); 1000000 is the size of the targets (half an hour, 15 GB of disk)
  --seed N     the generated data depend on it alone; default 1
  --tuning T   questions and ingest with minimal, medium or optimized only, for a shorter run
  --plot FILE  also draws the figures as SVG, for instance into docs/workload.svg
  --json       one JSON object on standard output, progress on standard error;
               npm run bench --silent keeps npm's own lines out of it
  --quick      ${quickUnits.toLocaleString("en-US")} units and a few rounds only: a smoke test, which checks no target
  --help       this text

Exit codes: 0 measured, and every target is met; 1 could not be measured; 2 the command line is wrong;
3 measured, and a target is missed; 130 interrupted.
`;

/**
 * Reads the command line behind the word `workload`.
 *
 * @throws UsageError with the option and the command that shows the help.
 */
export function parseOptions(args: readonly string[]): WorkloadOptions {
    const flag = { type: "boolean", default: false } as const;
    const text = { type: "string" } as const;
    const values = readOptions(command, args, {
        units: text,
        seed: text,
        tuning: text,
        plot: text,
        json: flag,
        quick: flag,
    });
    const { units, seed, tuning, plot, json, quick, help } = values;
    return {
        units: wholeNumber("--units", units, 1000, 10_000_000) ?? (quick ? quickUnits : defaultUnits),
        seed: wholeNumber("--seed", seed, 0, 1_000_000) ?? 1,
        json,
        quick,
        help,
        ...(tuning !== undefined && { tuning: tuningFrom(tuning) }),
        ...(plot !== undefined && { plot: fileFrom(plot) }),
    };
}

function wholeNumber(option: string, text: string | undefined, least: number, most: number): number | undefined {
    if (text === undefined) return undefined;
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) {
        throw new UsageError(
            `${option}: ${text}: must be a whole number from ${least} to ${most}; see ${command} --help`,
        );
    }
    return value;
}

function tuningFrom(text: string): Tuning {
    const tuning = tunings.find((name) => name === text);
    if (tuning === undefined) {
        throw new UsageError(`--tuning: ${text}: must be one of ${tunings.join(", ")}; see ${command} --help`);
    }
    return tuning;
}

function fileFrom(text: string): string {
    if (!text.endsWith(".svg")) {
        throw new UsageError(`--plot: ${text}: must be a file whose name ends with .svg; see ${command} --help`);
    }
    return isAbsolute(text) ? text : resolve(text);
}
