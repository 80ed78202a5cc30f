import { deepEqual, equal, rejects } from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createCertificateAuthority } from "../../../tools/local/postgres/certificates";
import { applicationPolicy } from "./document";
import { type DocsPlatform, experiment } from "./platform";
import { type RunningSnippet, type SnippetCommand, startSnippet } from "./snippet";

/** The differences between the two languages. */
export interface SnippetExpectations {
    /** The driver; it is known after the hooks have run. */
    readonly command: () => SnippetCommand;
    readonly platform: () => DocsPlatform;
    readonly loginRefused: RegExp;
    readonly wrongName: RegExp;
    readonly wrongAuthority: RegExp;
    readonly commitUnconfirmed: RegExp;
}

/** The behaviour of an application, in each language. */
export function snippetCases(expected: SnippetExpectations): void {
    const running: RunningSnippet[] = [];
    let application: RunningSnippet;
    before(() => {
        application = start(expected.platform().environment);
    });
    after(async () => {
        await Promise.all(running.map((snippet) => snippet.stop()));
    });

    function start(environment: Readonly<Record<string, string>>): RunningSnippet {
        const snippet = startSnippet(expected.command(), environment);
        running.push(snippet);
        return snippet;
    }

    afterEach(() => {
        const printed = running.map((snippet) => snippet.output()).join("");
        const secrets = expected.platform().secrets();
        deepEqual(
            secrets.filter((secret) => printed.includes(secret)),
            [],
        );
    });

    it("keeps the first variant of a unit", async () => {
        const first = await application.call("assign", { experiment, unit: "first", variant: "green" });
        const second = await application.call("assign", { experiment, unit: "first", variant: "control" });

        deepEqual([first, second], [{ variant: "green" }, { variant: "green" }]);
    });

    it("needs only the document's policy", async () => {
        const snippet = start(await expected.platform().environmentOfPolicy(applicationPolicy()));

        const assigned = await snippet.call("assign", { experiment, unit: "policy", variant: "green" });

        deepEqual(assigned, { variant: "green" });
    });

    it("logs in again after two rotations, reading the secret once more", async () => {
        const platform = expected.platform();
        await application.call("assign", { experiment, unit: "rotated", variant: "green" });
        const before = platform.secretReads();
        await platform.rotateTwice();

        const held = await application.call("assign", { experiment, unit: "rotated", variant: "control" });
        await platform.endConnections();
        const renewed = await application.call("assign", { experiment, unit: "rotated", variant: "control" });

        deepEqual([held, renewed], [{ variant: "green" }, { variant: "green" }]);
        equal(platform.secretReads() - before, 1);
    });

    it("fails if the current secret's login is refused too, after it has read the secret once more", async () => {
        const platform = expected.platform();
        const before = platform.secretReads();
        await platform.superuser.unsafe(forBothLogins("password null"));
        await platform.endConnections();

        const refused = application.call("assign", { experiment, unit: "refused", variant: "green" });

        await rejects(refused, expected.loginRefused);
        equal(platform.secretReads() - before, 1);
        await platform.rotateTwice();
    });

    it("connects again if the server no longer accepts writes", async () => {
        const platform = expected.platform();
        await application.call("assign", { experiment, unit: "demoted", variant: "green" });
        await platform.superuser.unsafe(forBothLogins("set default_transaction_read_only = on"));
        await platform.endConnections();

        const assigned = application.call("assign", { experiment, unit: "demoted-2", variant: "control" });
        const early = await Promise.race([assigned, delay(500, "not yet")]);
        await platform.superuser.unsafe(forBothLogins("reset default_transaction_read_only"));

        equal(early, "not yet");
        deepEqual(await assigned, { variant: "control" });
    });

    it("does not repeat a write whose commit was not confirmed", async () => {
        const platform = expected.platform();
        await platform.superuser.unsafe(connectionEndsAtCommit);

        const recorded = application.call("record", { unit: "unknown", metric: "unconfirmed" });

        await rejects(recorded, expected.commitUnconfirmed);
        const [attempts] = await platform.superuser<{ last: string; called: boolean }[]>`
            select last_value as last, is_called as called from experimentation.metric_events_id_seq`;
        deepEqual(attempts, { last: "1", called: true });
        await platform.superuser.unsafe("drop function public.end_connection cascade");
    });

    it("refuses a server whose certificate has another name, or is another authority's", async () => {
        const platform = expected.platform();
        const folder = await mkdtemp(join(tmpdir(), "another-authority-"));
        const caFile = join(folder, "ca.pem");
        await writeFile(caFile, (await createCertificateAuthority()).certificate);
        const event = { experiment, unit: "nobody", variant: "green" };

        const otherName = start(await platform.environmentOfAnotherHost()).call("assign", event);
        const otherAuthority = start({ ...platform.environment, PGSSLROOTCERT: caFile }).call("assign", event);

        await Promise.all([rejects(otherName, expected.wrongName), rejects(otherAuthority, expected.wrongAuthority)]);
        await rm(folder, { recursive: true });
    });
}

function forBothLogins(change: string): string {
    return ["application_a", "application_b"].map((login) => `alter role ${login} ${change}`).join("; ");
}

/** The commit reaches the server, and the server's answer is lost. */
const connectionEndsAtCommit = `
    create function public.end_connection() returns trigger language plpgsql as $$
        begin
            perform pg_terminate_backend(pg_backend_pid());
            perform pg_sleep(5);
            return null;
        end $$;
    create constraint trigger end_connection after insert on experimentation.metric_events
        deferrable initially deferred for each row execute function public.end_connection()`;
