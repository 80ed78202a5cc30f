import { readFileSync, writeFileSync } from "node:fs";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import { parseDocument } from "yaml";
import { OutcomeRecorder, type Outcome } from "./outcome";
import { withoutRejectionListeners, type Program } from "./program";
import { State } from "./state";

/** A value of a stack file; undefined takes the key away. */
export type Value = string | number | boolean | readonly string[] | undefined;

/** A stack on the real engine. An operation that fails does not throw: its outcome says so. */
export class EngineStack {
    constructor(
        private readonly stack: Stack,
        private readonly files: { readonly configuration: string; readonly checkpoint: string },
    ) {}

    /** Writes keys of the project into the stack's file, as a person would. */
    configure(values: Readonly<Record<string, Value>>): void {
        const document = parseDocument(readFileSync(this.files.configuration, "utf8"));
        for (const [key, value] of Object.entries(values)) {
            const path = ["config", `experimentation-database:${key}`];
            if (value === undefined) {
                document.deleteIn(path);
            } else {
                document.setIn(path, value);
            }
        }
        writeFileSync(this.files.configuration, document.toString());
    }

    async preview(): Promise<Outcome> {
        return await this.run("preview", async (options) => await this.stack.preview(options));
    }

    /** Options: how many resources at a time (1 is one after the other), and another program than the stack's own. */
    async up({ parallel, program }: UpOptions = {}): Promise<Outcome> {
        return await this.run("up", async (options) => {
            await this.stack.up({
                ...options,
                ...(parallel === undefined ? {} : { parallel }),
                ...(program === undefined ? {} : { program }),
            });
        });
    }

    async refresh(): Promise<Outcome> {
        return await this.run("refresh", async (options) => await this.stack.refresh(options));
    }

    /** As `pulumi destroy` does it: what cannot be destroyed is refused by the preview, before anything is touched. */
    async destroy(): Promise<Outcome> {
        const preview = await this.run("preview of destroy", (options) => this.stack.previewDestroy(options));
        return preview.ok ? await this.run("destroy", (options) => this.stack.destroy(options)) : preview;
    }

    /** The stack's state, as the backend keeps it. */
    state(): State {
        return new State(readFileSync(this.files.checkpoint, "utf8"));
    }

    /** The stack's outputs. */
    async outputs(): Promise<Readonly<Record<string, unknown>>> {
        const outputs = await this.stack.outputs();
        return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
    }

    /**
     * Runs an operation; once more where an earlier program ended it. After a refusal the CLI is gone while the program
     * still runs in this process; its calls fail late, and Pulumi takes that for an error of the program that runs then.
     */
    private async run(title: string, operation: (options: Recording) => Promise<unknown>): Promise<Outcome> {
        const outcome = await this.attempt(title, operation);
        const disturbed = outcome.errors.some((error) => error.includes("14 UNAVAILABLE: "));
        return disturbed ? await this.attempt(title, operation) : outcome;
    }

    private async attempt(title: string, operation: (options: Recording) => Promise<unknown>): Promise<Outcome> {
        const recorder = new OutcomeRecorder();
        const { onEvent, onOutput } = recorder;
        const started = Date.now();
        const failure = await withoutRejectionListeners(async () => {
            try {
                await operation({ onEvent, onOutput, signal: AbortSignal.timeout(longestMs) });
                return undefined;
            } catch (error) {
                return error instanceof Error ? error.message : String(error);
            }
        });
        const outcome = recorder.outcome(failure);
        const seconds = ((Date.now() - started) / 1000).toFixed(1);
        // Progress: a suite's results are shown when its file has ended.
        process.stderr.write(`  ${this.stack.name}: ${title} ${outcome.ok ? "done" : "refused"} in ${seconds} s\n`);
        return outcome;
    }
}

/** Options of one `up`. */
interface UpOptions {
    readonly parallel?: number;
    readonly program?: Program;
}

/** Where an operation's events and output go. */
interface Recording {
    readonly onEvent: (event: EngineEvent) => void;
    readonly onOutput: (text: string) => void;
    /** Ends the CLI where it hangs. */
    readonly signal: AbortSignal;
}

/** No operation takes as long, on the slowest machine. */
const longestMs = 90_000;
