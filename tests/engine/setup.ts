import { endOnInterrupt } from "../harness/interrupt";
import { providePulumi } from "./harness/cli";
import { makeRunFolder, removeRunFolder } from "./harness/runFolder";

/** Runs once, before the suites' processes start. */
export async function mochaGlobalSetup(): Promise<void> {
    endOnInterrupt();
    await providePulumi();
    makeRunFolder();
    if (process.argv.includes("--every")) {
        // The suites run in processes of their own, which do not see the command line.
        process.env.ENGINE_TESTS_EVERY = "true";
    }
}

/** Runs once, after the last suite. @throws if an engine left its folder behind. */
export async function mochaGlobalTeardown(): Promise<void> {
    const left = await removeRunFolder();
    if (left.length > 0) {
        throw new Error(`engines that were not closed left ${left.join(", ")}`);
    }
}
