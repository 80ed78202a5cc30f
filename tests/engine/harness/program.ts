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
 * Runs an operation while nobody but Pulumi listens to unhandled rejections: a program that fails has some, which the
 * Automation API reports as the program's errors.
 */
export async function withoutRejectionListeners<T>(run: () => Promise<T>): Promise<T> {
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    // Without any listener Node.js would end the process.
    const ignore = () => undefined;
    process.on("unhandledRejection", ignore);
    try {
        return await withPlainStacks(run);
    } finally {
        process.off("unhandledRejection", ignore);
        for (const other of others) {
            process.on("unhandledRejection", other);
        }
    }
}
