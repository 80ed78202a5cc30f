import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

/** Runs the text of a CommonJS module and returns the handler that it exports. Throws if it exports none. */
export async function importHandler(text: string): Promise<(...values: readonly unknown[]) => unknown> {
    const folder = await mkdtemp(path.join(tmpdir(), "module-"));
    try {
        const file = path.join(folder, "__index.js");
        await writeFile(file, text);
        const module: unknown = await import(file);
        const handler: unknown = Reflect.get(Object(module), "handler");
        if (typeof handler !== "function") throw new Error("the module exports no handler");
        return (...values): unknown => Reflect.apply(handler, undefined, values);
    } finally {
        await rm(folder, { recursive: true });
    }
}
