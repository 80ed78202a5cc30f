import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDiskCache } from "../../cache/diskCache.cjs";

describe("a cache on disk", () => {
    let folder: string;
    const cache = () => createDiskCache<readonly string[]>(join(folder, "cache"));
    const entry = () => {
        const [file = "", ...others] = readdirSync(join(folder, "cache"));
        assert.deepEqual(others, []);
        return join(folder, "cache", file);
    };

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "disk-cache-"));
    });

    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    it("returns what another process wrote for the same name and key", () => {
        cache().write("name", "key", ["a value\nof two lines"]);

        assert.deepEqual(cache().read("name", "key"), ["a value\nof two lines"]);
    });

    it("returns nothing for another name, another key or an empty folder", () => {
        const before = cache().read("name", "key");
        cache().write("name", "key", ["a value"]);

        assert.deepEqual(
            [before, cache().read("other", "key"), cache().read("name", "other")],
            [undefined, undefined, undefined],
        );
    });

    it("keeps one file a name, with the value of the last key", () => {
        cache().write("name", "first", ["1"]);
        cache().write("name", "second", ["2"]);

        entry();
        assert.deepEqual([cache().read("name", "first"), cache().read("name", "second")], [undefined, ["2"]]);
    });

    for (const [what, damage] of [
        ["cut off", (text: string) => text.slice(0, -4)],
        ["changed", (text: string) => text.replace("a value", "a Value")],
        ["empty", () => ""],
        ["of one line", () => "{}"],
    ] as const) {
        it(`returns nothing where the entry is ${what}, and replaces it`, () => {
            cache().write("name", "key", ["a value"]);
            writeFileSync(entry(), damage(readFileSync(entry(), "utf8")));

            const damaged = cache().read("name", "key");
            cache().write("name", "key", ["a value"]);

            assert.deepEqual([damaged, cache().read("name", "key")], [undefined, ["a value"]]);
        });
    }

    it("does without a folder that cannot be written to", () => {
        // Root may write to a folder whatever its mode is: a file in its place refuses root too.
        writeFileSync(join(folder, "cache"), "");

        cache().write("name", "key", ["a value"]);

        assert.equal(cache().read("name", "key"), undefined);
    });

    it("returns whole values while two processes replace them", async () => {
        const values = ["a", "b"].map((letter) => [letter.repeat(100_000)]);
        cache().write("name", "key", values[0] ?? []);
        const children = values.map((value) => {
            const [letter = ""] = value[0] ?? "";
            const program = `const { createDiskCache } = require(${JSON.stringify(require.resolve("../../cache/diskCache.cjs"))});
                const cache = createDiskCache(${JSON.stringify(join(folder, "cache"))});
                const value = ["${letter}".repeat(100_000)];
                for (let count = 0; count < 50; count++) cache.write("name", "key", value);`;
            return once(spawn(process.execPath, ["-e", program], { stdio: "inherit" }), "close");
        });
        const ended = Promise.all(children);
        const read = new Set<string>();
        const reading = setInterval(() => read.add(JSON.stringify(cache().read("name", "key"))));

        const exits = await ended;

        clearInterval(reading);

        const expected = values.map((value) => JSON.stringify(value));
        assert.deepEqual(
            [...read].filter((value) => !expected.includes(value)),
            [],
        );
        assert.deepEqual(exits, [
            [0, null],
            [0, null],
        ]);
        entry();
    });
});
