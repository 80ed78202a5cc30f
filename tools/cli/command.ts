import { parseArgs, type ParseArgsConfig } from "node:util";
import { didYouMean, nearest } from "../../settings/nearest";
import { foldHelp } from "./help";
import { hideLine } from "./liveLine.cjs";
import { widthOf } from "./width";

/** A mistake on the command line. Its message names the option, the value, the rule and the fix. */
export class UsageError extends Error {}

/** One of the project's commands. */
export interface Command<Options extends { readonly help: boolean }> {
    /** The text of `--help`. */
    readonly helpText: string;
    /** @throws UsageError */
    readonly parseOptions: (args: readonly string[]) => Options;
    /** Loads what runs the command: Pulumi's packages take a second, and are not loaded before they are needed. */
    readonly load: () => Promise<{ readonly runCommand: (options: Options) => Promise<number> }>;
}

/**
 * Runs a command as this process, and ends it with the command's exit code: 2 where the command line is wrong, 1 where
 * output is lost.
 */
export function runMain<Options extends { readonly help: boolean }>(command: Command<Options>): void {
    tellOfLostOutput();
    void run(command).then((code) => {
        process.exitCode ??= code;
    });
}

/** `npm run plan | head` closes the pipe early: that is no failure. A full disk is. */
function tellOfLostOutput(): void {
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "EPIPE") {
            process.stderr.write(`The output could not be written: ${error.message}\n`);
            process.exitCode = 1;
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
        return usageExitCode;
    }
    if (options.help) {
        process.stdout.write(foldHelp(command.helpText, widthOf(process.stdout)));
        return 0;
    }
    const { runCommand } = await command.load();
    hideLine();
    return await runCommand(options);
}

const usageExitCode = 2;

type Flags = NonNullable<ParseArgsConfig["options"]>;

/**
 * Reads options, and `--help` or `-h` with them.
 *
 * @param command what a person types, for instance `npm start`.
 * @throws UsageError where an option is unknown or its value is missing.
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

/** The arguments with negative numbers joined to their options: Node.js takes `-5` alone for an option. */
function withNumbers(args: readonly string[], options: Flags): string[] {
    return args.reduce<string[]>((joined, arg) => {
        const last = joined.at(-1) ?? "";
        const takesValue = last.startsWith("--") && options[last.slice(2)]?.type === "string";
        return takesValue && /^-[\d.]/.test(arg) ? [...joined.slice(0, -1), `${last}=${arg}`] : [...joined, arg];
    }, []);
}

/** Node's message in one sentence: its advice goes over several lines. */
function usageText(message: string, names: readonly string[]): string {
    const [, valueless] = /^Option '(--[\w-]+)(?: <value>)?' argument (?:missing|is ambiguous)/.exec(message) ?? [];
    if (valueless !== undefined) {
        return `${valueless}: has no value; write it behind the option`;
    }
    const [sentence = message] = message.split(/(?<=')\.\s/, 1);
    const [, unknown] = /^Unknown option '--([\w-]+)'/.exec(message) ?? [];
    return sentence + didYouMean(unknown === undefined ? undefined : nearest(`--${unknown}`, names));
}

/**
 * A stack's name, as an option has it.
 *
 * @throws UsageError where it can be none.
 */
export function stackName(option: string, value: string): string {
    if (!/^[A-Za-z0-9_.-]+$/.test(value)) {
        throw new UsageError(`${option}: ${value}: must be a stack's name; choose dev, staging or prod`);
    }
    return value;
}
