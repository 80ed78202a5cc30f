import { providePulumi } from "./harness/cli";

/** Runs once, before the suites' processes start. */
export async function mochaGlobalSetup(): Promise<void> {
    await providePulumi();
    if (process.argv.includes("--every")) {
        // The suites run in processes of their own, which do not see the command line.
        process.env.ENGINE_TESTS_EVERY = "true";
    }
}
