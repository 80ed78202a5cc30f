import { deepEqual, match } from "node:assert/strict";
import { runMain } from "../commandLine/runMain";

describe("npm start", function () {
    this.timeout(60_000);

    for (const text of ["✔ Serve SSM", "❯ Start the application", "❯ Assign units", "❯ Rotate all secrets"]) {
        it(`stops everything and ends with 130 when it is interrupted at "${text}"`, async () => {
            const interrupt = (pid: number) => process.kill(pid, "SIGINT");

            const { code, stdout, stderr } = await runMain("local/main.ts", [], { seen: { text, act: interrupt } });

            deepEqual([code, stderr], [130, "\nInterrupted by SIGINT.\n"]);
            match(stdout, /✔ Stop everything/);
        });
    }

    it("ends with 3 where an event is answered with ok: false, and shows the answers to all", async () => {
        const events = ['{"action":"nonsense"}', '{"action":"query","sql":"select 42"}'];

        const { code, stdout, stderr } = await runMain(
            "local/main.ts",
            events.flatMap((event) => ["--event", event]),
        );

        deepEqual([code, stderr], [3, ""]);
        match(stdout, /"eventInvalid".*"42".*Nothing was left behind\.\n$/s);
    });
});
