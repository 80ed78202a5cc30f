import * as pulumi from "@pulumi/pulumi";
import { loadProgram, withPlainStacks } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";

/** A Pulumi program. It returns the stack's outputs. */
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
    return async () => toRecord(await loadProgram(file));
}

/**
 * Runs an operation with only Pulumi's listeners for unhandled rejections, which the Automation API reports as the
 * program's errors. It leaves some of its listeners behind.
 */
export async function withoutOtherListeners<T>(run: () => Promise<T>): Promise<T> {
    const rejections = process.listeners("unhandledRejection");
    const exceptions = process.listeners("uncaughtException");
    process.removeAllListeners("unhandledRejection");
    // Without any listener Node.js would end the process.
    process.on("unhandledRejection", () => undefined);
    try {
        return await withPlainStacks(run);
    } finally {
        process.removeAllListeners("unhandledRejection");
        process.removeAllListeners("uncaughtException");
        rejections.forEach((listener) => process.on("unhandledRejection", listener));
        exceptions.forEach((listener) => process.on("uncaughtException", listener));
    }
}
