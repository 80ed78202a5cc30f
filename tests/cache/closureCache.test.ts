import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClosureCache } from "../../cache/closureCache";

describe("the cache of serialised functions", () => {
    const sources = ["handler.js", "shared"];
    let folder: string;
    const write = (file: string, text: string) => {
        writeFileSync(join(folder, file), text);
    };
    const inAnHour = () => Date.now() + 3_600_000;
    /** Serialises in a process that started then. Returns the text, which has the number of the serialisation. */
    let serialisations = 0;
    const serialise = async (function_: string, startedMs = inAnHour(), project = folder) => {
        const serialised = await createClosureCache(
            project,
            sources,
            startedMs,
        )(function_, () => {
            serialisations++;
            const text = `${function_} ${serialisations}`;
            return Promise.resolve({ text, exportName: "handler", isFactoryFunction: true, containsSecrets: false });
        });
        return serialised.text;
    };

    beforeEach(() => {
        serialisations = 0;
        folder = realpathSync(mkdtempSync(join(tmpdir(), "closures-")));
        mkdirSync(join(folder, "node_modules"));
        write("node_modules/.package-lock.json", "{}");
        write("tsconfig.json", "{}");
        mkdirSync(join(folder, "shared"));
        write("handler.js", "exports.limit = 1;");
        write("shared/limits.js", "exports.limit = 1;");
    });

    afterEach(() => {
        for (const file of Object.keys(require.cache)) {
            if (file.startsWith(folder)) Reflect.deleteProperty(require.cache, file);
        }
        rmSync(folder, { recursive: true });
    });

    it("serialises a function once while nothing changes", async () => {
        const texts = [await serialise("f"), await serialise("f"), await serialise("g"), await serialise("g")];

        assert.deepEqual(texts, ["f 1", "f 1", "g 2", "g 2"]);
    });

    for (const [what, file] of [
        ["a module that it may have captured", "handler.js"],
        ["a module in a folder", "shared/limits.js"],
        ["the list of installed packages", "node_modules/.package-lock.json"],
        ["the compiler's options", "tsconfig.json"],
    ] as const) {
        it(`serialises again after a change of ${what}`, async () => {
            const before = await serialise("f");
            write(file, "exports.limit = 2;");

            assert.deepEqual([before, await serialise("f")], ["f 1", "f 2"]);
        });
    }

    it("serialises again after a new file in a folder of the sources", async () => {
        const before = await serialise("f");
        write("shared/other.js", "");

        assert.deepEqual([before, await serialise("f")], ["f 1", "f 2"]);
    });

    it("serialises once in processes that have loaded different modules", async () => {
        const before = await serialise("f");
        write("test.js", "");
        await import(join(folder, "test.js"));

        assert.deepEqual([before, await serialise("f")], ["f 1", "f 1"]);
    });

    it("serialises again in a copy of the project that shares its packages", async () => {
        const copy = realpathSync(mkdtempSync(join(tmpdir(), "closures-copy-")));
        for (const file of ["tsconfig.json", ...sources]) {
            cpSync(join(folder, file), join(copy, file), { recursive: true });
        }
        symlinkSync(join(folder, "node_modules"), join(copy, "node_modules"));

        const texts = [await serialise("f"), await serialise("f", inAnHour(), copy)];

        rmSync(copy, { recursive: true });
        assert.deepEqual(texts, ["f 1", "f 2"]);
    });

    it("neither reads nor writes where a source changed after the process had started", async () => {
        const cached = await serialise("f");
        const texts = [await serialise("f", Date.now() - 60_000), await serialise("f")];

        assert.deepEqual([cached, ...texts], ["f 1", "f 2", "f 1"]);
    });

    it("serialises each time where a source is gone, or the packages have no list", async () => {
        rmSync(join(folder, "handler.js"));
        const texts = [await serialise("f"), await serialise("f")];
        write("handler.js", "");
        rmSync(join(folder, "node_modules/.package-lock.json"));
        texts.push(await serialise("f"), await serialise("f"));

        assert.deepEqual(texts, ["f 1", "f 2", "f 3", "f 4"]);
    });

    it("passes a failure on and caches none", async () => {
        const failing = createClosureCache(
            folder,
            sources,
            inAnHour(),
        )("f", () => Promise.reject(new Error("it captures a Map")));

        await assert.rejects(failing, /^Error: it captures a Map$/);
        assert.equal(await serialise("f"), "f 1");
    });
});
