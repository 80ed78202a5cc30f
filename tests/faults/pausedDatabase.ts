import assert from "node:assert/strict";
import type { LocalFunction } from "../../tools/local/lambda/function";
import { type PausedServer, resumesAfter, startPausedServer } from "../../tools/local/postgres/pausedServer";
import { read, type Worlds, write } from "./harness/cases";
import { verdict } from "./harness/verdict";

/** Aurora resumes in about 15 seconds, and after a day's pause in 30 or more. */
const resumeSeconds = 20;

/** A database that accepts connections and answers when it has resumed, and the functions of a stack that may pause. */
export function describePausedDatabase(worlds: Worlds): void {
    describe("a database that has paused", function () {
        this.timeout(60_000);
        let servers: readonly PausedServer[] = [];
        let functions: readonly LocalFunction[] = [];

        beforeEach(async () => {
            const world = worlds();
            const resumed = resumesAfter(resumeSeconds * 1000);
            servers = await Promise.all(
                [world.writer, world.reader].map(async (proxy) => {
                    proxy.cut("end");
                    const server = await startPausedServer(proxy.target, resumed);
                    proxy.target = server.port;
                    return server;
                }),
            );
        });

        afterEach(async () => {
            await Promise.all(functions.map((each) => each.stop()));
            await worlds().removeFaults();
            await Promise.all(servers.map((server) => server.stop()));
        });

        const access = async (seconds: number): Promise<LocalFunction> => {
            const started = await worlds().startPausing("access", seconds);
            functions = [started];
            return started;
        };

        it(`resumes in ${resumeSeconds} s: a write within 30 s succeeds, and leaves no connection`, async () => {
            const started = await access(30);

            const answer = verdict(await started.invoke(write));

            assert.deepEqual(answer, ["ok"]);
            assert.equal(await worlds().connectionsSettled(0), 0);
        });

        it(`resumes in ${resumeSeconds} s: 9 s fail with databaseStarting (retryable, notSent), until a call succeeds`, async () => {
            const started = await access(9);

            const answers = [];
            for (const event of [write, read, write]) answers.push(verdict(await started.invoke(event)));

            const starting = ["databaseStarting", true, "notSent"];
            assert.deepEqual(answers, [starting, starting, ["ok"]]);
            assert.equal(await worlds().connectionsSettled(0), 0);
        });

        it(`resumes in ${resumeSeconds} s: a rotation within 60 s succeeds, and its log says so`, async () => {
            const world = worlds();
            const rotation = await world.startPausing("rotation", 60);
            functions = [rotation];
            world.log.length = 0;

            await world.rotate("reader", world.invokeRotation(rotation));

            const [waited = "", ...others] = world.log.filter((line) => line.includes("notes"));
            assert.match(waited, /"step":"setSecret","ok":true,.*"notes":\["The database had paused.* after 2\d s/);
            assert.deepEqual(others, []);
            assert.equal(await world.connectionsSettled(0), 0);
        });
    });
}
