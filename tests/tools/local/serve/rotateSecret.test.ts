import { deepEqual, rejects } from "node:assert/strict";
import { createRotateSecret } from "../../../../tools/local/serve/rotateSecret";

/** Rotations of which the first ones fail, with a record of every call. */
function prepare(failures = 0) {
    const done: string[] = [];
    let left = failures;
    const act = (what: string) => (kind: string) => {
        done.push(`${what} ${kind}`);
        return left-- > 0 ? Promise.reject(new Error("broken")) : Promise.resolve();
    };
    const rotateSecret = createRotateSecret({
        rotate: act("rotate"),
        retry: act("retry"),
        renewFiles: () => {
            done.push("files");
            return Promise.resolve();
        },
        usernameOf: (kind) => `${kind}_b`,
    });
    return { done, rotateSecret };
}

describe("createRotateSecret", () => {
    it("rotates, renews the files, and returns the new login", async () => {
        const { done, rotateSecret } = prepare();

        const answer = await rotateSecret("reader");

        deepEqual(answer, { username: "reader_b" });
        deepEqual(done, ["rotate reader", "files"]);
    });

    it("renews the files even if the rotation fails", async () => {
        const { done, rotateSecret } = prepare(1);

        await rejects(rotateSecret("reader"), { message: "broken" });

        deepEqual(done, ["rotate reader", "files"]);
    });

    it("retries a failed rotation until it succeeds, then starts a new one; other secrets are not affected", async () => {
        const { done, rotateSecret } = prepare(2);
        await rotateSecret("reader").catch(() => undefined);
        await rotateSecret("reader").catch(() => undefined);

        await rotateSecret("reader");
        await rotateSecret("reader");
        await rotateSecret("migration");

        deepEqual(
            done.filter((what) => what !== "files"),
            ["rotate reader", "retry reader", "retry reader", "rotate reader", "rotate migration"],
        );
    });
});
