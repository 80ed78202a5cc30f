import { type ProgramRun, type RunOptions, runProgram } from "../../offline/runProgram";
import type { Zone } from "../../offline/zones";
import { loadSettings, type Settings } from "../../settings";
import { projectKeys } from "../program/runs";

/** How a part of the program is run. */
export interface PartOptions {
    /** The stack whose settings the part gets. Default: dev. */
    readonly stack?: string;
    /** Changed keys. */
    readonly changes?: Readonly<Record<string, string>>;
    /** The account's zones. */
    readonly zones?: readonly Zone[];
    /** Whether values that a provider computes are unknown. @default false */
    readonly preview?: boolean;
    /** What RDS says about the clusters that exist already. */
    readonly clusters?: RunOptions["clusters"];
    /** What RDS says about snapshots of clusters. */
    readonly snapshots?: RunOptions["snapshots"];
    /** What RDS says about subnet groups. */
    readonly subnetGroups?: RunOptions["subnetGroups"];
    /** What KMS says about keys. */
    readonly keys?: RunOptions["keys"];
    /** The outputs of the stacks that the part refers to. */
    readonly stackOutputs?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * Runs a part of the program on the mocks, with the settings of a stack. It takes milliseconds, because only the
 * functions' code makes the whole program slow. The part's result is among the run's outputs.
 */
export async function runPart(part: (settings: Settings) => unknown, options: PartOptions = {}): Promise<ProgramRun> {
    const { stack = "dev", changes = {}, ...rest } = options;
    const config = projectKeys(changes);
    return await runProgram({ ...rest, stack, config, program: () => part(loadSettings()) });
}
