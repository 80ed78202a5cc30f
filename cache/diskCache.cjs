// A cache on disk, shared by all processes of a checkout. In JavaScript, because the TypeScript transpiler uses it.
"use strict";

const { createHash, randomUUID } = require("crypto");
const fs = require("fs");
const path = require("path");

exports.createDiskCache = (folder) => {
    const fileOf = (name) => path.join(folder, `${digest(name)}.json`);
    return {
        read(name, key) {
            try {
                const [head, value] = fs.readFileSync(fileOf(name), "utf8").split("\n");
                return head === headOf(key, value) ? JSON.parse(value) : undefined;
            } catch {
                return undefined;
            }
        },
        write(name, key, value) {
            const unfinished = `${fileOf(name)}.${randomUUID()}`;
            const text = JSON.stringify(value);
            try {
                fs.mkdirSync(folder, { recursive: true });
                fs.writeFileSync(unfinished, `${headOf(key, text)}\n${text}`);
                // Renaming is atomic, so another process never reads an incomplete entry.
                fs.renameSync(unfinished, fileOf(name));
            } catch {
                discard(unfinished);
            }
        },
    };
};

/** The first line of an entry: digests of its key and of its value. The second one detects damage. */
function headOf(key, text) {
    return `${digest(key)} ${digest(text)}`;
}

function digest(text) {
    return createHash("sha256").update(text).digest("hex");
}

function discard(file) {
    try {
        fs.rmSync(file, { force: true });
    } catch {
        // In a read-only folder there is nothing to remove.
    }
}
