import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { mapping } from "../../../local/program/mapping";
import { projectFolder } from "../../../local/program/runProgram";
import type { Leftovers } from "../../../local/platform/startPlatform";
import { createApplication, type Application } from "../../../local/tour/application";
import { startService, type Service } from "../../../local/tour/service";
import { startDocsPlatform, type DocsPlatform } from "../../docs/platform";
import { Proxy } from "../../faults/harness/proxy";

const experiment = "checkout-button";

describe("examples/application on the local platform", function () {
    this.timeout(30_000);
    const leftovers: Pick<Leftovers, "cleanUp"> = { cleanUp: [] };
    const services: Service[] = [];
    let platform: DocsPlatform;
    let proxy: Proxy;
    let service: Service;
    let application: Application;

    before(async () => {
        platform = await startDocsPlatform();
        proxy = await Proxy.start(platform.local.database.server.port);
        service = await start();
        application = createApplication(service.url);
        await application.define(experiment, "Which checkout button sells");
    });

    after(async () => {
        for (const end of leftovers.cleanUp.reverse()) await end();
        await proxy.stop();
        await platform.stop();
    });

    afterEach(() => {
        const printed = services.flatMap(({ log }) => log).join("\n");
        deepEqual(
            platform.secrets().filter((secret) => printed.includes(secret)),
            [],
        );
    });

    /** Starts a service that reaches the database through the proxy. */
    async function start(changes: Readonly<Record<string, string>> = {}): Promise<Service> {
        const started = await startService(platform.local, leftovers, {
            changes: { PGPORT: String(proxy.port), ...changes },
        });
        services.push(started);
        return started;
    }

    async function post(path: string, body: object): Promise<{ status: number; answer: unknown }> {
        const response = await fetch(`${service.url}/${path}`, { method: "POST", body: JSON.stringify(body) });
        return { status: response.status, answer: await response.json() };
    }

    async function countOf(metric: string): Promise<number> {
        const [row] = await platform.superuser<{ count: number }[]>`
            select count(*)::int as count from experimentation.metric_events where metric = ${metric}`;
        return Number(row?.count);
    }

    it("has no password in its environment", () => {
        const environment = execFileSync("ps", ["eww", "-o", "command=", "-p", String(service.processId)], {
            encoding: "utf8",
        });

        const { secretAccessKey } = platform.local.aws.application;
        match(environment, /PARAMETER_PATH=/);
        deepEqual(
            platform.secrets().filter((secret) => secret !== secretAccessKey && environment.includes(secret)),
            [],
        );
    });

    it("keeps a unit's variant when the weights change", async () => {
        const units = Array.from({ length: 20 }, (_, index) => `keeps-${index}`);
        const before = await Promise.all(units.map((unit) => application.assign(experiment, unit)));
        await platform.superuser`update experimentation.variants set weight = 0 where key = 'green'`;

        const afterwards = await Promise.all(units.map((unit) => application.assign(experiment, unit)));

        await platform.superuser`update experimentation.variants set weight = 5000 where key = 'green'`;
        deepEqual(afterwards, before);
        ok(new Set(before).size === 2);
    });

    it("counts an event and an exposure once, however often they are sent, and at once", async () => {
        const moment = "2026-11-26T12:00:00.000Z";
        const event = { unit: "twice", metric: "once", occurredAt: moment };
        await application.assign(experiment, "twice");
        const exposure = { unit: "twice", exposedAt: moment };

        const sent = await Promise.all(Array.from({ length: 10 }, () => post("events", event)));
        const seen = await Promise.all(
            Array.from({ length: 10 }, () => post(`experiments/${experiment}/exposures`, exposure)),
        );

        for (const answers of [sent, seen]) {
            deepEqual(answers.map(({ answer }) => JSON.stringify(answer)).sort(), [
                ...Array.from({ length: 9 }, () => '{"recorded":false}'),
                '{"recorded":true}',
            ]);
        }
        equal(await countOf("once"), 1);
    });

    it("answers what it refuses with a code and a sentence", async () => {
        await platform.superuser`
            insert into experimentation.experiments (key, name) values ('draft', 'Not yet')`;
        await platform.superuser`
            insert into experimentation.variants (experiment_id, key, weight)
            select id, 'control', 1 from experimentation.experiments where key = 'draft'`;

        const refused = await Promise.all([
            post("experiments/nothing/assignments", { unit: "u" }),
            post("experiments/draft/assignments", { unit: "u" }),
            post(`experiments/${experiment}/exposures`, { unit: "never-assigned" }),
        ]);

        deepEqual(
            refused,
            [
                [404, "experimentUnknown", "nothing: there is no such experiment"],
                [409, "experimentNotRunning", "draft is draft"],
                [409, "unitNotAssigned", "Assign the unit to the experiment first"],
            ].map(([status, code, message]) => ({ status, answer: { error: { code, message } } })),
        );
        await rejects(application.define("landing-page", "Other variants"), /409 experimentDiffers/);
    });

    it("fails no call and loses no event where its login was rotated twice and its sessions end", async () => {
        const before = platform.secretReads();
        await platform.rotateTwice();

        const held = await Promise.all(range(20).map((n) => application.assign(experiment, `rotated-${n}`)));
        await platform.endConnections();
        const renewed = await Promise.all(range(20).map((n) => application.record(`rotated-${n}`, "rotated", 1)));

        deepEqual([held.length, renewed.length], [20, 20]);
        equal(await countOf("rotated"), 20);
        // Each connection of the former pool may be refused, but one reading serves them all.
        equal(platform.secretReads() - before, 1);
    });

    it("fails no call and counts each event once while its sessions are ended again and again", async () => {
        const recorded = Promise.all(
            range(5).map(async (worker) => {
                for (const n of range(40)) await application.record(`worker-${worker}-${n}`, "terminated", 1);
            }),
        );
        recorded.catch(() => undefined);

        for (let times = 0; times < 3; times++) {
            await delay(50);
            await platform.endConnections();
        }
        await recorded;

        equal(await countOf("terminated"), 200);
    });

    it("waits for a database that is away when it starts, and answers the call", async () => {
        const away = await Proxy.start(platform.local.database.server.port);
        await away.refuse();
        const early = await start({ PGPORT: String(away.port) });
        const assigned = createApplication(early.url).assign(experiment, "early");

        const first = await Promise.race([assigned, delay(500, "not yet")]);
        await away.heal();

        equal(first, "not yet");
        match(await assigned, /^(control|green)$/);
        await early.stop();
        await away.stop();
    });

    it("says to repeat the call where the database stays away, and works when it is back", async () => {
        proxy.stall();

        const response = await fetch(`${service.url}/events`, { method: "POST", body: '{"unit":"u","metric":"away"}' });

        const answer = JSON.stringify(await response.json());
        deepEqual([response.status, response.headers.get("retry-after")], [503, "1"]);
        match(answer, /"code":"unavailable"/);
        await proxy.heal();
        await application.record("u", "back", 1);
        equal(await countOf("back"), 1);
    });

    it("answers the call that has begun before it ends, and leaves no session", async () => {
        const ending = await start();
        const calls = createApplication(ending.url);
        await calls.assign(experiment, "ending");
        let release: () => void = () => undefined;
        const released = new Promise<void>((resolve) => (release = resolve));
        const holding = platform.superuser.begin(async (sql) => {
            await sql`lock table experimentation.metric_events`;
            await released;
        });
        const body = JSON.stringify({ unit: "ending", metric: "held", occurredAt: "2026-11-26T12:00:00Z" });
        const running = fetch(`${ending.url}/events`, { method: "POST", body });
        await delay(200);

        const stopped = ending.stop();
        await delay(200);
        release();
        await holding;

        deepEqual(await (await running).json(), { recorded: true });
        await stopped;
        await rejects(fetch(ending.url));
    });

    it("answers the calls of its README", async () => {
        const readme = readFileSync(join(projectFolder, "examples/application/README.md"), "utf8");
        const calls = (readme.match(/^curl .*$/gm) ?? []).map((line) =>
            line.replace("http://127.0.0.1:8080", service.url),
        );

        const answers = [];
        for (const call of calls) {
            const { stdout } = await promisify(execFile)("sh", ["-c", call.replace(/^curl /, "curl -fsS ")]);
            answers.push(mapping(JSON.parse(stdout)));
        }

        const [defined, { variant } = {}, ...others] = answers;
        const counted = { variant, control: variant === "control", units: 1, conversions: 1, percent: 100 };
        deepEqual(
            [defined, ...others],
            [{ experiment: "my-button" }, { recorded: true }, { recorded: true }, { variants: [counted] }],
        );
    });

    it("says in a line what is wrong with its environment", async () => {
        await rejects(start({ PARAMETER_PATH: "experimentation" }), {
            message: /^the application did not start: PARAMETER_PATH: experimentation: must begin and end with \//,
        });
        await rejects(start({ PGSSLROOTCERT: "/nowhere.pem" }), {
            message: /^the application did not start: ENOENT: .*\/nowhere\.pem'$/,
        });
    });
});

describe("examples/application at a failover", function () {
    this.timeout(30_000);

    it("waits at the reader until that is the writer, and fails no call", async () => {
        const leftovers: Pick<Leftovers, "cleanUp"> = { cleanUp: [] };
        const platform = await startDocsPlatform("prod");
        leftovers.cleanUp.push(() => platform.stop());
        try {
            const { port, standby } = platform.local.database.server;
            const endpoint = await Proxy.start(port);
            leftovers.cleanUp.push(() => endpoint.stop());
            const { url } = await startService(platform.local, leftovers, {
                changes: { PGPORT: String(endpoint.port) },
            });
            const application = createApplication(url);
            await application.record("before", "failover", 1);

            endpoint.target = standby?.port ?? 0;
            endpoint.cut("reset");
            const recorded = Promise.all(range(20).map((n) => application.record(`meanwhile-${n}`, "failover", 1)));
            const early = await Promise.race([recorded, delay(500, "not yet")]);
            await standby?.promote();

            equal(early, "not yet");
            await recorded;
            const writer = standby?.connectAsSuperuser();
            const [row] =
                (await writer?.unsafe("select count(*)::int as count from experimentation.metric_events")) ?? [];
            await writer?.end();
            equal(row?.count, 21);
        } finally {
            for (const end of leftovers.cleanUp.reverse()) await end();
        }
    });
});

function range(length: number): number[] {
    return Array.from({ length }, (_, index) => index);
}
