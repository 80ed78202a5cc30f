import console from "node:console";

const mark = "warning: [runtime] ";

/**
 * Runs a program and answers what it warned of. Where there is no engine to take them, Pulumi writes a program's
 * warnings to the console, between what whoever runs it prints.
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
