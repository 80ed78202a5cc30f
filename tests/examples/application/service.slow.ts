import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectFolder } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";
import { callAccessOk } from "../../../tools/local/platform/platform";
import { experiment, type ServicePlatform, startServicePlatform } from "./servicePlatform";

describe("examples/application on the local platform", function () {
    this.timeout(30_000);
    let on: ServicePlatform;

    before(async () => {
        on = await startServicePlatform();
    });

    after(async () => {
        await on.stop();
    });

    afterEach(() => {
        deepEqual(on.printedSecrets(), []);
    });

    async function post(path: string, body: object): Promise<{ status: number; answer: unknown }> {
        const response = await fetch(`${on.service.url}/${path}`, { method: "POST", body: JSON.stringify(body) });
        return { status: response.status, answer: await response.json() };
    }

    it("has no password in its environment", () => {
        const environment = execFileSync("ps", ["eww", "-o", "command=", "-p", String(on.service.processId)], {
            encoding: "utf8",
        });

        const { secretAccessKey } = on.platform.local.aws.application;
        match(environment, /PARAMETER_PATH=/);
        deepEqual(
            on.platform.secrets().filter((secret) => secret !== secretAccessKey && environment.includes(secret)),
            [],
        );
    });

    it("keeps a unit's variant when the weights change", async () => {
        const units = Array.from({ length: 20 }, (_, index) => `keeps-${index}`);
        const before = await Promise.all(units.map((unit) => on.application.assign(experiment, unit)));
        await on.platform.superuser`update experimentation.variants set weight = 0 where key = 'green'`;

        const afterwards = await Promise.all(units.map((unit) => on.application.assign(experiment, unit)));

        await on.platform.superuser`update experimentation.variants set weight = 5000 where key = 'green'`;
        deepEqual(afterwards, before);
        ok(new Set(before).size === 2);
    });

    it("counts an event and an exposure once, however often they are sent, and at once", async () => {
        const moment = "2026-11-26T12:00:00.000Z";
        const event = { unit: "twice", metric: "once", occurredAt: moment };
        const elsewhere = { ...event, occurredAt: "2026-11-26T14:00:00+02:00" };
        const exposure = { unit: "twice", exposedAt: moment };
        await on.application.assign(experiment, "twice");

        const sent = await Promise.all(range(10).map((n) => post("events", n % 2 === 0 ? event : elsewhere)));
        const seen = await Promise.all(range(10).map(() => post(`experiments/${experiment}/exposures`, exposure)));

        for (const { status, answer } of [...sent, ...seen]) deepEqual([status, answer], [200, { accepted: true }]);
        equal(await on.countOf("once"), 1);
        const [{ count } = {}] = await on.platform.superuser`
            select count(*)::int from experimentation.first_exposures where unit_id = 'twice'`;
        equal(count, 1);
    });

    it("counts events as two if unit, metric or time differs, and refuses none for its length", async () => {
        const long = "\u0001".repeat(200);
        const at = "2026-11-26T12:00:00.000Z";
        const events = [
            { unit: "a", metric: "lengthy", occurredAt: at },
            { unit: "b", metric: "lengthy", occurredAt: at },
            { unit: "a", metric: "lengthy", occurredAt: "2026-11-26T12:00:00.001Z" },
            { unit: long, metric: "lengthy", occurredAt: at },
            { unit: long, metric: long, occurredAt: at },
        ];

        const sent = await Promise.all(events.map((event) => post("events", event)));

        deepEqual(
            sent.map(({ status }) => status),
            [200, 200, 200, 200, 200],
        );
        deepEqual([await on.countOf("lengthy"), await on.countOf(long)], [4, 1]);
    });

    it("refuses calls with a code and a message", async () => {
        await on.platform.superuser`
            insert into experimentation.experiments (key, name) values ('draft', 'Not yet')`;
        await on.platform.superuser`
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
        await rejects(on.application.define("landing-page", "Other variants"), /409 experimentDiffers/);
    });

    it("serves the calls in its README", async () => {
        const readme = readFileSync(join(projectFolder, "examples/application/README.md"), "utf8");
        const calls = (readme.match(/^curl .*$/gm) ?? []).map((line) =>
            line.replace("http://127.0.0.1:8080", on.service.url),
        );

        const answers = [];
        for (const call of calls) {
            if (call.includes("conversions")) await callAccessOk(on.platform.local, { action: "rollUp" });
            const { stdout } = await promisify(execFile)("sh", ["-c", call.replace(/^curl /, "curl -fsS ")]);
            answers.push(toRecord(JSON.parse(stdout)));
        }

        const [defined, { variant } = {}, exposed, recorded, { variants } = {}] = answers;
        deepEqual([defined, exposed, recorded], [{ experiment: "my-button" }, { accepted: true }, { accepted: true }]);
        deepEqual(
            Array.isArray(variants) && variants.map(toRecord).map((row) => [row.variant, row.units, row.rate]),
            ["control", "green"].map((each) => [each, ...(each === variant ? [1, 1] : [0, null])]),
        );
    });

    it("reports a wrong environment in one line", async () => {
        await rejects(on.start({ PARAMETER_PATH: "experimentation" }), {
            message: /^the application did not start: PARAMETER_PATH: experimentation: must begin and end with \//,
        });
        await rejects(on.start({ PGSSLROOTCERT: "/nowhere.pem" }), {
            message: /^the application did not start: ENOENT: .*\/nowhere\.pem'$/,
        });
    });
});

function range(length: number): number[] {
    return Array.from({ length }, (_, index) => index);
}
