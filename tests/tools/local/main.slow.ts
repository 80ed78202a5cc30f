import { deepEqual, equal, match } from "node:assert/strict";
import { type Meanwhile, runMain } from "../cli/runMain";

/** The output after which a signal is sent, the signal, and the expected exit code. */
const interrupted = [
    ["❯ Start PostgreSQL", "SIGINT", 130],
    ["✔ Serve SSM", "SIGTERM", 143],
    ["❯ Start the application", "SIGHUP", 129],
    ["❯ Assign units", "SIGINT", 130],
    ["❯ Rotate all secrets", "SIGINT", 130],
] as const;

const start = (args: readonly string[], meanwhile?: Meanwhile) => runMain("tools/local/main.ts", args, meanwhile);

describe("npm start", function () {
    this.timeout(60_000);

    it("lists its options", async () => {
        const { code, stdout, stderr } = await start(["--help"]);

        deepEqual([code, stderr], [0, ""]);
        match(stdout, /--stack NAME.*--event JSON.*--json.*--keep.*--help/s);
    });

    it("ends with 2 and one line for a usage error", async () => {
        const { code, stdout, stderr } = await start(["--event", "x"]);

        deepEqual(
            [code, stdout, stderr],
            [2, "", `--event: x: must be JSON; quote it as '{"action":"healthCheck"}'\n`],
        );
    });

    it("ends with 1 and a message without a stack trace if a step fails", async () => {
        const { code, stderr } = await start(["--stack", "nope"]);

        equal(code, 1);
        equal(stderr, "\nstack: nope: has no file Pulumi.nope.yaml; choose one of dev, prod, staging\n");
    });

    for (const [text, signal, exitCode] of interrupted) {
        it(`stops everything and ends with ${exitCode} on ${signal} at "${text}"`, async () => {
            const interrupt = (pid: number) => {
                // A second one is harmless.
                process.kill(pid, signal);
                process.kill(pid, signal);
            };

            const { code, stdout, stderr } = await start([], {
                seen: { text, act: interrupt },
            });

            deepEqual([code, stderr], [exitCode, `\nInterrupted by ${signal}.\n`]);
            match(stdout, /✔ Stop everything/);
        });
    }

    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        it(`is ended by ${signal} itself while the program is registered, when there is nothing to stop`, async () => {
            const interrupt = (pid: number) => process.kill(pid, signal);

            const ended = await start([], { seen: { text: "❯ Register", act: interrupt } });

            deepEqual([ended.code, ended.signal, ended.stderr], [null, signal, ""]);
            deepEqual(ended.stdout, "❯ Register the resources of stack dev\n");
        });
    }

    it("ends with 3 if an event's response has ok: false, and shows all responses", async () => {
        const events = ['{"action":"nonsense"}', '{"action":"query","sql":"select 42"}'];

        const { code, stdout, stderr } = await runMain(
            "tools/local/main.ts",
            events.flatMap((event) => ["--event", event]),
        );

        deepEqual([code, stderr], [3, ""]);
        match(stdout, /"eventInvalid".*"42".*Nothing was left behind\.\n$/s);
    });
});
