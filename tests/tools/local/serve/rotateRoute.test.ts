import { deepEqual, equal, rejects } from "node:assert/strict";
import { createRotateRoute, rotatePath } from "../../../../tools/local/serve/rotateRoute";

function requestOf(path: string) {
    return { path, query: new URLSearchParams(), headers: {}, body: "" };
}

describe("createRotateRoute", () => {
    it("rotates the secret that the path names, and returns its new login", async () => {
        const rotated: string[] = [];
        const route = createRotateRoute((kind) => {
            rotated.push(kind);
            return Promise.resolve({ username: `${kind}_b` });
        });

        const answer = await route(requestOf(rotatePath("reader")));

        deepEqual(answer, { body: { rotated: "reader", username: "reader_b" } });
        deepEqual(rotated, ["reader"]);
    });

    it("starts a rotation when the previous one has succeeded or failed", async () => {
        const happened: string[] = [];
        const route = createRotateRoute(async (kind) => {
            happened.push(`${kind} begins`);
            await new Promise((resolve) => setTimeout(resolve, 10));
            happened.push(`${kind} ends`);
            if (kind === "migration") throw new Error("broken");
            return { username: "" };
        });

        const answers = await Promise.allSettled([
            route(requestOf(rotatePath("migration"))),
            route(requestOf(rotatePath("reader"))),
        ]);

        deepEqual(
            answers.map(({ status }) => status),
            ["rejected", "fulfilled"],
        );
        deepEqual(happened, ["migration begins", "migration ends", "reader begins", "reader ends"]);
    });

    it("refuses an unknown secret, and lists the known ones", async () => {
        const route = createRotateRoute(() => Promise.reject(new Error("not to be called")));

        const answer = Promise.resolve(route(requestOf("/rotate/master")));

        await rejects(answer, {
            code: "ResourceNotFoundException",
            status: 404,
            message:
                "/rotate/master: there is no such secret; choose /rotate/migration, /rotate/application, /rotate/reader",
        });
    });

    it("ignores other paths", () => {
        const route = createRotateRoute(() => Promise.reject(new Error("not to be called")));

        const answer = route(requestOf("/2015-03-31/functions/x/invocations"));

        equal(answer, undefined);
    });
});
