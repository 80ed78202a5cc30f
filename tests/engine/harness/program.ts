import * as pulumi from "@pulumi/pulumi";
import { mapping } from "../../../local/program/mapping";
import { loadProgram, withPlainStacks } from "../../../local/program/runProgram";

/** A Pulumi program: what it returns are the stack's outputs. */
export type Program = () => Promise<Record<string, unknown>>;

/** `index.ts`. */
export const indexProgram = programOf("index.ts");

/** `index.ts` with other code in its functions. */
export const changedCodeProgram: Program = async () => {
    pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
        type === "aws:lambda/function:Function" ? { props: { ...props, code: otherCode }, opts } : undefined,
    );
    return await indexProgram();
};

const otherCode = new pulumi.asset.AssetArchive({ "__index.js": new pulumi.asset.StringAsset("exports.handler = 0") });

/** A program that is a module (see {@link loadProgram}). */
export function programOf(file: string): Program {
    return async () => mapping(await loadProgram(file));
}

/**
 * Runs an operation while nobody but Pulumi listens to what a program that fails leaves unhandled, which the Automation
 * API reports as the program's errors. Of its listeners it leaves some behind.
 */
export async function withoutOtherListeners<T>(run: () => Promise<T>): Promise<T> {
    const events = ["unhandledRejection", "uncaughtException"] as const;
    const others = events.map((event) => ({ event, listeners: process.rawListeners(event) }));
    process.removeAllListeners("unhandledRejection");
    // Without any listener Node.js would end the process.
    process.on("unhandledRejection", () => undefined);
    try {
        return await withPlainStacks(run);
    } finally {
        for (const { event, listeners } of others) {
            process.removeAllListeners(event);
            for (const listener of listeners) {
                Reflect.apply(process.on, process, [event, listener]);
            }
        }
    }
}
