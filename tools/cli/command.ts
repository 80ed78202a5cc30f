import { parseArgs, type ParseArgsConfig } from "node:util";
import { didYouMean, nearest } from "../../settings/nearest";
import { foldHelp } from "./help";
import { hideLine } from "./liveLine.cjs";
import { widthOf } from "./width";

/** A usage error. Its message names the option, the value, the rule and the fix. */
export class UsageError extends Error {}

/** One of the project's commands. */
export interface Command<Options extends { readonly help: boolean }> {
    /** The text of `--help`. */
    readonly helpText: string;
    /** @throws UsageError */
    readonly parseOptions: (args: readonly string[]) => Options;
    /**
     * Loads the modules that run the command. They are imported lazily, because Pulumi's packages take a second to
     * load.
     */
    readonly load: () => Promise<{ readonly runCommand: (options: Options) => Promise<number> }>;
}

/** The exit codes of every command. Commands may have others of their own. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const;

/**
 * Runs a command in this process and ends the process with the command's exit code: `usage` for a usage error, `failed`
 * if its output could not be written.
 */
export function runMain<Options extends { readonly help: boolean }>(command: Command<Options>): void {
    reportLostOutput();
    // Suppresses the SDK's warning that it will drop Node.js 20.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
    void run(command).then((code) => {
        process.exitCode ??= code;
    });
}

/** Reports errors of standard output. A reader that closes the pipe early, such as `head`, is not a failure. */
function reportLostOutput(): void {
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "EPIPE") {
            process.stderr.write(`The output could not be written: ${error.message}\n`);
            process.exitCode = exitCodes.failed;
        }
    });
}

async function run<Options extends { readonly help: boolean }>(command: Command<Options>): Promise<number> {
    let options: Options;
    try {
        options = command.parseOptions(process.argv.slice(2));
    } catch (error) {
        if (!(error instanceof UsageError)) {
            throw error;
        }
        hideLine();
        process.stderr.write(`${error.message}\n`);
        return exitCodes.usage;
    }
    if (options.help) {
        process.stdout.write(foldHelp(command.helpText, widthOf(process.stdout)));
        return exitCodes.done;
    }
    const { runCommand } = await command.load();
    hideLine();
    return await runCommand(options);
}

type Flags = NonNullable<ParseArgsConfig["options"]>;

/**
 * Reads options, including `--help` and `-h`.
 *
 * @param command the command as the user types it, for instance `npm start`.
 * @throws UsageError if an option is unknown or its value is missing.
 */
export function readOptions<T extends Flags>(command: string, args: readonly string[], options: T) {
    try {
        const help = { type: "boolean", default: false, short: "h" } as const;
        return { ...parseArgs({ args: withNumbers(args, options), options: { ...options, help } }).values };
    } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new UsageError(
            `${usageText(
                message,
                Object.keys(options).map((name) => `--${name}`),
            )}; see ${command} -- --help`,
        );
    }
}

/** Joins negative numbers to their options, because Node.js parses `-5` alone as an option. */
function withNumbers(args: readonly string[], options: Flags): string[] {
    return args.reduce<string[]>((joined, arg) => {
        const last = joined.at(-1) ?? "";
        const takesValue = last.startsWith("--") && options[last.slice(2)]?.type === "string";
        return takesValue && /^-[\d.]/.test(arg) ? [...joined.slice(0, -1), `${last}=${arg}`] : [...joined, arg];
    }, []);
}

/** Shortens Node.js's message, which has several lines, to one sentence. */
function usageText(message: string, names: readonly string[]): string {
    const [, valueless] = /^Option '(--[\w-]+)(?: <value>)?' argument (?:missing|is ambiguous)/.exec(message) ?? [];
    if (valueless !== undefined) {
        return `${valueless}: has no value; write one after the option`;
    }
    const [sentence = message] = message.split(/(?<=')\.\s/, 1);
    const [, unknown] = /^Unknown option '--([\w-]+)'/.exec(message) ?? [];
    return sentence + didYouMean(unknown === undefined ? undefined : nearest(`--${unknown}`, names));
}

/**
 * Checks an option's value as a stack's name.
 *
 * @throws UsageError if it is not a valid name.
 */
export function stackName(option: string, value: string): string {
    if (!/^[A-Za-z0-9_.-]+$/.test(value)) {
        throw new UsageError(`${option}: ${value}: must be a stack's name; choose dev, staging or prod`);
    }
    return value;
}
