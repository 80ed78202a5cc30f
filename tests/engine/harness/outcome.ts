import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";
import { parseUrn, type ResourceName } from "../providers/urn";

/** A change, done or planned, of one resource. */
export interface Change extends ResourceName {
    readonly operation: OpType;
    /** The inputs that differ. */
    readonly keys: readonly string[];
}

/** The result of an operation of the CLI. */
export interface Outcome {
    readonly ok: boolean;
    /** The CLI's exit code; undefined if it ended without one. */
    readonly exitCode: number | undefined;
    /** The changes of resources, without providers and the stack itself. */
    readonly changes: readonly Change[];
    /** The error messages, each once. */
    readonly errors: readonly string[];
    /** The warnings. */
    readonly warnings: readonly string[];
    /** The CLI's output, and its event log without debug events. */
    readonly output: string;
    /** The CLI's output alone, as a person sees it. */
    readonly printed: string;
    /** The debug diagnostics of the event log, which the CLI prints only on request. */
    readonly debug: string;
}

/** Collects an operation's events and output into its outcome. */
export class OutcomeRecorder {
    private readonly changes: Change[] = [];
    private readonly errors = new Set<string>();
    private readonly warnings = new Set<string>();
    private readonly output: string[] = [];
    private readonly printed: string[] = [];
    private readonly debug: string[] = [];

    readonly onOutput = (text: string): void => {
        this.output.push(text);
        this.printed.push(text);
    };

    readonly onEvent = (event: EngineEvent): void => {
        // The type does not know this severity, which the event log has.
        const severity: string | undefined = event.diagnosticEvent?.severity;
        const lines = severity === "debug" ? this.debug : this.output;
        lines.push(JSON.stringify(event));
        if (event.resourcePreEvent !== undefined) {
            const { op, urn, diffs } = event.resourcePreEvent.metadata;
            this.change(op, urn, diffs ?? []);
        }
        if (event.diagnosticEvent !== undefined) {
            const { severity, message } = event.diagnosticEvent;
            if (severity === "error") {
                this.errors.add(message.trim());
            } else if (severity === "warning") {
                this.warnings.add(message.trim());
            }
        }
    };

    /** @param failure the CLI's message if it failed, else undefined. */
    outcome(failure: string | undefined): Outcome {
        return {
            ok: failure === undefined,
            exitCode: failure === undefined ? 0 : exitCodeOf(failure),
            changes: this.changes,
            // The Automation API's own error repeats the CLI's output.
            errors: [...new Set([...this.errors, ...(failure === undefined ? [] : errorLines(failure))])],
            warnings: [...this.warnings],
            output: [...this.output, failure ?? ""].join("\n"),
            printed: this.printed.join(""),
            debug: this.debug.join("\n"),
        };
    }

    private change(operation: OpType, urn: string, keys: readonly string[]): void {
        const resource = parseUrn(urn);
        if (!resource.type.startsWith("pulumi:") && operation !== "same" && operation !== "refresh") {
            this.changes.push({ ...resource, operation, keys });
        }
    }
}

/** Only the text of the Automation API's error contains the exit code. */
function exitCodeOf(failure: string): number | undefined {
    const [, code] = /Command failed with exit code (\d+): /.exec(failure) ?? [];
    return code === undefined ? undefined : Number(code);
}

/** Errors that end an operation before it begins are no events. */
function errorLines(failure: string): string[] {
    return [...failure.matchAll(/^error: (.*)$/gm)].map(([, message = ""]) => message);
}

/** Changes as short lines, sorted: `update aws:rds/cluster:Cluster database (port)`. */
export function summary(changes: readonly Change[]): string[] {
    return changes.map(line).sort();
}

function line({ operation, type, name, keys }: Change): string {
    const reasons = keys.length === 0 ? "" : ` (${[...keys].sort().join(", ")})`;
    return `${operation} ${type.slice(type.lastIndexOf(":") + 1)} ${name}${reasons}`;
}

/** Resources as `type name`, sorted. */
export function names(resources: readonly { readonly type: string; readonly name: string }[]): string[] {
    return resources.map(({ type, name }) => `${type} ${name}`).sort();
}

/** The number of changes by kind of resource. */
export function counts(changes: readonly Change[]): Record<string, number> {
    const types = changes.map(({ type }) => type.slice(type.lastIndexOf(":") + 1));
    return Object.fromEntries(types.map((type) => [type, types.filter((each) => each === type).length]));
}
