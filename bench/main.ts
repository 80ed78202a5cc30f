import { helpText, parseOptions, UsageError, type BenchOptions } from "./options";

/** What the process ends with when the command line is wrong. */
const usageExitCode = 2;

async function main(): Promise<number> {
    let options: BenchOptions;
    try {
        options = parseOptions(process.argv.slice(2));
    } catch (error) {
        if (!(error instanceof UsageError)) {
            throw error;
        }
        process.stderr.write(`${error.message}\n`);
        return usageExitCode;
    }
    if (options.help) {
        process.stdout.write(helpText);
        return 0;
    }
    // Pulumi's packages take a second to load: not before they are needed.
    const { runCommand } = await import("./runCommand");
    return await runCommand(options);
}

void main().then((code) => {
    process.exitCode = code;
});
