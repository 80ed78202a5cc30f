import console from "node:console";

const mark = "warning: [runtime] ";

/**
 * Runs a program and returns its warnings. Without an engine, Pulumi writes a program's warnings to the console, where
 * they would mix with the output of the command.
 */
export async function warningsOf(run: () => Promise<void>): Promise<string[]> {
    const warnings: string[] = [];
    const original = { ...Object.getOwnPropertyDescriptor(console, "warn") };
    const warn = console.warn.bind(console);
    console.warn = (...parts: unknown[]) => {
        const [first] = parts;
        if (typeof first === "string" && first.startsWith(mark)) {
            warnings.push(first.slice(mark.length));
        } else {
            warn(...parts);
        }
    };
    try {
        await run();
    } finally {
        Object.defineProperty(console, "warn", original);
    }
    return warnings;
}
