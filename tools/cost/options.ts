import { readOptions, stackName, UsageError } from "../cli/command";
import type { Usage } from "./charge";

/** The options of `npm run cost`. */
export interface CostOptions {
    readonly stack: string;
    readonly usage: Usage;
    /** Whether standard output is one JSON document. */
    readonly json: boolean;
    readonly help: boolean;
}

/** The text of `--help`. */
export const helpText = `Shows a stack's cost in a month at idle, from the resources that its program registers: one line for
each resource, charges by use, settings that save money, and a comparison of standard and I/O-optimized
storage. Needs no AWS account. The prices are list prices in us-east-1; tools/cost/prices.ts has their
date and sources.

Usage: npm run cost -- [options]

  --stack NAME        the stack whose Pulumi.NAME.yaml is used: dev, staging or prod   (default: dev)
  --ios N             I/O requests of the database in a month                          (default: 0)
  --storage-gib N     data in the database, in GiB; of a clone, the data that it       (default: 10,
                      or its source changes                                            Aurora's smallest volume)
  --acu-hours N       capacity unit hours of each serverless instance in a month       (default: its
                      minimum capacity, all the time)
  --json              one JSON document on standard output, described in docs/costs.md;
                      npm run --silent cost keeps npm's own lines out of it
  --help              this text

Exit codes: 0 shown; 1 the stack could not be priced; 2 the command line is wrong; 130 interrupted.
`;

/**
 * Reads the command line.
 *
 * @throws UsageError with the option, the value, the rule and the fix.
 */
export function parseOptions(args: readonly string[]): CostOptions {
    const options = readOptions("npm run cost", args, {
        stack: { type: "string", default: "dev" },
        ios: { type: "string", default: "0" },
        "storage-gib": { type: "string", default: String(smallestVolumeGib) },
        "acu-hours": { type: "string", default: "0" },
        json: { type: "boolean", default: false },
    });
    return {
        stack: stackName("--stack", options.stack),
        usage: {
            ios: wholeNumber("--ios", options.ios, 0, mostIos),
            storageGib: wholeNumber("--storage-gib", options["storage-gib"], smallestVolumeGib, largestVolumeGib),
            acuHours: wholeNumber("--acu-hours", options["acu-hours"], 0, mostAcuHours),
        },
        json: options.json,
        help: options.help,
    };
}

function wholeNumber(option: string, text: string, min: number, max: number): number {
    const value = Number(text);
    // Accepts digits and forms like 1e9.
    const isNumber = /^\d{1,15}$|^\d(\.\d+)?e\d{1,2}$/i.test(text) && Number.isSafeInteger(value);
    if (!isNumber || value < min || value > max) {
        throw new UsageError(
            `${option}: ${text}: must be a whole number from ${min} to ${max}; write it in digits, or as 1e9`,
        );
    }
    return value;
}

/** Aurora's smallest volume, in GiB. "The minimum storage is 10 GB": https://aws.amazon.com/rds/aurora/faqs/ */
export const smallestVolumeGib = 10;

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html: 256 TiB from the latest minors on. */
const largestVolumeGib = 262_144;

/** Four million a second: more than any cluster makes, and small enough for exact arithmetic. */
const mostIos = 10_000_000_000_000;

/** The largest capacity of an instance, 256 units, for a month of 730 hours. */
const mostAcuHours = 256 * 730;
