import assert from "node:assert/strict";
import { keepUsable, read, readAfterRestart, type Worlds, write } from "./harness/cases";
import { verdict } from "./harness/verdict";
import type { Kind } from "./harness/world";

const kinds: readonly Kind[] = ["migration", "application", "reader"];

/** Rotations at the same time as other rotations and as queries. */
export function describeConcurrentRotations(worlds: Worlds): void {
    describe("concurrent rotations", () => {
        keepUsable(worlds);

        it("succeed if one rotation runs twice at once", async () => {
            const world = worlds();
            const other = await world.startRotation();
            const invokes = [world.invokeRotation(), world.invokeRotation(other)];
            // Both runs find that there is no value before either stores one.
            world.faults = ({ action }) => (action.endsWith(":PutSecretValue") ? { delayMs: 400 } : undefined);

            await world.rotate("reader", async (functionArn, event) => {
                await Promise.all(invokes.map((invoke) => invoke(functionArn, event)));
            });
            await other.stop();

            assert.deepEqual(await readAfterRestart(world), ["ok"]);
        });

        it("succeed for three secrets at once", async () => {
            const world = worlds();
            const functions = await Promise.all(kinds.map(() => world.startRotation()));

            await Promise.all(kinds.map((kind, index) => world.rotate(kind, world.invokeRotation(functions[index]))));
            await Promise.all(functions.map((each) => each.stop()));

            assert.deepEqual([await readAfterRestart(world), verdict(await world.invoke(write))], [["ok"], ["ok"]]);
        });

        it("lose no request under live traffic, also twice in a row", async () => {
            const world = worlds();
            let isRotating = true;
            const traffic = async (event: unknown): Promise<unknown[]> => {
                const failed: unknown[] = [];
                while (isRotating) {
                    const answer = verdict(await world.invoke(event));
                    if (answer[0] !== "ok") failed.push(answer);
                }
                return failed;
            };
            const running = [traffic(read), traffic(write)];

            const fresh: unknown[] = [];
            for (let round = 0; round < 2; round += 1) {
                for (const kind of kinds) await world.rotate(kind);
                const other = await world.startAccess();
                fresh.push(verdict(await other.invoke(read)), verdict(await other.invoke(write)));
                await other.stop();
            }
            isRotating = false;
            const failed = (await Promise.all(running)).flat();

            assert.deepEqual([failed, fresh], [[], [["ok"], ["ok"], ["ok"], ["ok"]]]);
        });
    });
}
