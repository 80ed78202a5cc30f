import { readFileSync, writeFileSync } from "node:fs";
import type { DestroyOptions, EngineEvent, OutputMap, RefreshOptions, Stack } from "@pulumi/pulumi/automation";
import { parseDocument, Scalar } from "yaml";
import { serialisingOnce } from "../../../offline/serialiseOnce";
import { type Outcome, OutcomeRecorder } from "./outcome";
import { type Program, withoutOtherListeners } from "./program";
import { State } from "./state";

/** A value of a stack file; undefined removes the key. */
export type Value =
    string | number | boolean | readonly (string | number)[] | Readonly<Record<string, unknown>> | undefined;

/** A stack on the real engine. A failed operation does not throw: its outcome has the errors. */
export class EngineStack {
    private readonly printed: string[] = [];
    private readonly debugged: string[] = [];

    private readonly readOutputs: () => Promise<OutputMap>;

    /**
     * @param quick whether functions are serialised only once in a process, which saves two thirds of the program's
     * time.
     */
    constructor(
        private readonly stack: Stack,
        private readonly files: { readonly configuration: string; readonly checkpoint: string },
        public quick: boolean,
    ) {
        this.readOutputs = stack.outputs.bind(stack);
        // After each operation the Automation API would start the CLI up to three times to read its result back. The
        // tests read what they need from the backend; this is a third of the time of an `up`.
        stack.outputs = () => Promise.resolve({});
        stack.info = () => Promise.resolve(undefined);
    }

    /** Writes keys of the project into the stack's file, as a person would: texts in quotes. */
    configure(values: Readonly<Record<string, Value>>): void {
        const document = parseDocument(readFileSync(this.files.configuration, "utf8"));
        for (const [key, value] of Object.entries(values)) {
            const path = ["config", key.includes(":") ? key : `experimentation-database:${key}`];
            if (value === undefined) {
                document.deleteIn(path);
            } else {
                document.setIn(path, typeof value === "string" ? quoted(value) : value);
            }
        }
        writeFileSync(this.files.configuration, document.toString());
    }

    async preview(options: Pick<UpOptions, "program" | "policyPacks" | "diff"> = {}): Promise<Outcome> {
        return await this.run("preview", (recording) => this.stack.preview({ ...recording, ...options }));
    }

    async up(options: UpOptions = {}): Promise<Outcome> {
        return await this.run("up", (recording) => this.stack.up({ ...recording, ...options }));
    }

    async refresh(options: Pick<RefreshOptions, "clearPendingCreates"> = {}): Promise<Outcome> {
        return await this.run("refresh", (recording) => this.stack.refresh({ ...recording, ...options }));
    }

    /** An `up` during which a test kills the CLI. It is not repeated. */
    async killedUp(options: UpOptions = {}): Promise<Outcome> {
        return await this.attempt("killed up", (recording) => this.stack.up({ ...recording, ...options }));
    }

    /** Removes the lock of a CLI that was killed: `pulumi cancel`. */
    async cancel(): Promise<void> {
        await this.stack.cancel();
    }

    /** Runs a preview first, as `pulumi destroy` does, so that a refusal comes before any deletion. */
    async destroy(options: Pick<DestroyOptions, "parallel" | "exclude"> = {}): Promise<Outcome> {
        const preview = await this.run("preview of destroy", (recording) =>
            this.stack.previewDestroy({ ...recording, ...options }),
        );
        return preview.ok
            ? await this.run("destroy", (recording) => this.stack.destroy({ ...recording, ...options }))
            : preview;
    }

    /** The stack's state, as the backend keeps it. */
    state(): State {
        return new State(readFileSync(this.files.checkpoint, "utf8"));
    }

    /** The output of `pulumi stack export --show-secrets`. */
    async decryptedState(): Promise<string> {
        return JSON.stringify(await this.stack.exportStack());
    }

    /** The CLI's output of all operations so far, and its event logs. */
    get transcript(): string {
        return this.printed.join("\n");
    }

    /** The SDK's debug entries in the event logs: the plain properties of each resource. */
    get debugTranscript(): string {
        return this.debugged.join("\n");
    }

    /** The stack's outputs. */
    async outputs(): Promise<Readonly<Record<string, unknown>>> {
        const outputs = await this.readOutputs();
        return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
    }

    /**
     * Runs an operation, and repeats it once if an earlier program ended it. After a refusal the CLI ends while the
     * program still runs in this process. Its calls fail late, and Pulumi attributes the error to the next program.
     */
    private async run(title: string, operation: (options: Recording) => Promise<unknown>): Promise<Outcome> {
        const outcome = await this.attempt(title, operation);
        const late = (error: string) => error.includes("14 UNAVAILABLE: ");
        const disturbed = outcome.errors.some(late) && outcome.errors.every((each) => late(each) || each === ended);
        if (disturbed) {
            process.stderr.write(`  ${this.stack.name}: ${title} once more, as an earlier program disturbed it\n`);
        }
        return disturbed ? await this.attempt(title, operation) : outcome;
    }

    private async attempt(title: string, operation: (options: Recording) => Promise<unknown>): Promise<Outcome> {
        const recorder = new OutcomeRecorder();
        const { onEvent, onOutput } = recorder;
        const started = Date.now();
        const failure = await withoutOtherListeners(async () => {
            try {
                const run = () => operation({ onEvent, onOutput, signal: AbortSignal.timeout(longestMs) });
                await (this.quick ? serialisingOnce(run) : run());
                return undefined;
            } catch (error) {
                return error instanceof Error ? error.message : String(error);
            }
        });
        const outcome = recorder.outcome(failure);
        this.printed.push(outcome.output);
        this.debugged.push(outcome.debug);
        const seconds = ((Date.now() - started) / 1000).toFixed(1);
        // Progress: a suite's results are shown when its file has ended.
        process.stderr.write(`  ${this.stack.name}: ${title} ${outcome.ok ? "done" : "refused"} in ${seconds} s\n`);
        return outcome;
    }
}

/** A text that Pulumi reads as one: without quotes, it takes an instant for a time and formats it anew. */
function quoted(text: string): Scalar {
    const scalar = new Scalar(text);
    scalar.type = Scalar.QUOTE_DOUBLE;
    return scalar;
}

/** Options of one `up`. */
interface UpOptions {
    /** The number of parallel operations. Default: the CLI's own. */
    readonly parallel?: number;
    /** A program instead of the stack's own. */
    readonly program?: Program;
    /** The folders of policy packs to apply. Default: none. */
    readonly policyPacks?: string[];
    /** The URNs of resources to replace. */
    readonly replace?: string[];
    /** Whether the CLI prints the values of all arguments. Default: false. */
    readonly diff?: boolean;
}

/** The destinations of an operation's events and output. */
interface Recording {
    readonly onEvent: (event: EngineEvent) => void;
    readonly onOutput: (text: string) => void;
    /** Ends a CLI that hangs. */
    readonly signal: AbortSignal;
}

/** The CLI's message after an operation with errors that it has shown. */
const ended = "update failed";

/** Longer than any operation on the slowest machine. */
const longestMs = 90_000;
