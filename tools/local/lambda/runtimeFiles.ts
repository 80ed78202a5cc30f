import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";

const sourceFolder = join(__dirname, "runtime");

/**
 * Writes the code that runs in a function's process into a new folder. It is plain JavaScript, so that the process
 * starts quickly and does not load the compiler. The entry point is `main.js`.
 */
export async function writeRuntime(folder: string): Promise<void> {
    await mkdir(folder);
    const names = (await readdir(sourceFolder)).filter((name) => name.endsWith(".ts"));
    await Promise.all(
        names.map(async (name) => {
            const source = await readFile(join(sourceFolder, name), "utf8");
            const { outputText } = transpileModule(source, {
                compilerOptions: { target: ScriptTarget.ES2022, module: ModuleKind.CommonJS },
            });
            await writeFile(join(folder, name.replace(/\.ts$/, ".js")), outputText);
        }),
    );
}
