import { deepEqual, doesNotThrow, equal, ok } from "node:assert/strict";
import { parseEvent } from "../../../handlers/access/event";
import { errorCodes } from "../../../handlers/shared/errorCodes";
import type { ProgramRun } from "../../../offline/runProgram";
import { parseSettings } from "../../../settings";
import { ofKind, output } from "../../program/resources";
import { copyingProd, projectKeys, scaledProd, wholeProgram } from "../../program/runs";
import { stackValues } from "../../settings/stackFiles";
import { accessEvents, configurationSteps, runbook, sections } from "./document";

describe("docs/runbook.md", () => {
    let programs: readonly ProgramRun[];
    before(async () => {
        const serverless = { instanceClass: "db.serverless", minCapacity: "0", maxCapacity: "4" };
        programs = [
            await wholeProgram(scaledProd),
            await wholeProgram(copyingProd),
            await wholeProgram({ stack: "dev", config: projectKeys(serverless) }),
        ];
    });

    it("lists every alarm of production and of serverless instances, with the section that the alarm links to", () => {
        const registered = programs.flatMap(alarmsOf).map(({ name, description }) => {
            const [, section = ""] = /docs\/runbook\.md#(.+)$/.exec(description) ?? [];
            return `${name.replace(/^experimentation-(prod|dev)-/, "").replace(/-\d+$/, "-N")} ${section}`;
        });

        const table = [
            ...runbook.matchAll(/^\| (`[^|]+`) +\|[^|]*\| (?:now|soon|today) +\| \[.+\]\(#([\w-]+)\) +\|$/gm),
        ];
        const rows = table.flatMap(([, alarms = "", section = ""]) =>
            [...alarms.matchAll(/`([^`]+)`/g)].map(([, alarm = ""]) => `${alarm} ${section}`),
        );

        deepEqual(rows.sort(), [...new Set(registered)].sort());
    });

    it("has in each section the meaning, where to look, what to do, what to expect and how to undo it", () => {
        const others = ["names", "first-look", "as-the-master", "what-was-tried"];

        const parts = sections
            .filter(({ anchor }) => !others.includes(anchor))
            .map(({ title, text }) => [title, ...[...text.matchAll(/^\*\*(\w+)/gm)].map(([, part]) => part)]);

        const expected = ["It", "Look", "Do", "Expect", "Undo"];
        deepEqual(
            parts.map(([title, ...found]) => [title, ...found.filter((part) => part !== "Stuck")]),
            parts.map(([title]) => [title, ...expected]),
        );
    });

    it("sends the access function valid events, in texts that a shell does not change", () => {
        const events = accessEvents();

        doesNotThrow(() => events.map(parseEvent));
        equal(events.length, [...runbook.matchAll(/^ *(ask|query) ['"]/gm)].length);
        deepEqual(
            events.filter(({ sql }) => /[$`\\"!]/.test(sql ?? "")),
            [],
        );
    });

    for (const section of [
        "connections",
        "point-in-time-restore",
        "minor-version",
        "major-version",
        "major-version-by-bluegreen",
        "resize",
        "reader-scaling",
        "decommission",
    ]) {
        it(`sets keys and values that the program accepts: ${section}`, () => {
            const steps = configurationSteps(section);

            const settings = steps.map((_, index) => () => {
                // Each step keeps what the steps before it have set.
                const changes = steps.slice(0, index + 1).flat();
                const values = Object.fromEntries(changes.map(({ key, value }) => [key, value ?? declared(key)]));
                return parseSettings(stackValues("prod", values), "prod");
            });

            ok(settings.length > 0);
            settings.forEach((parse) => {
                doesNotThrow(parse);
            });
        });
    }

    it("explains only error codes that exist", () => {
        const rows = [...runbook.matchAll(/^\| (`[a-z]+[A-Z].+?) +\|/gm)];

        const codes = rows.flatMap(([, cell = ""]) => [...cell.matchAll(/`(\w+)`/g)].map(([, code = ""]) => code));

        ok(codes.length > 20);
        deepEqual(
            codes.filter((code) => !Object.hasOwn(errorCodes, code) && !/^\w+Secret$/.test(code)),
            [],
        );
    });
});

function alarmsOf(program: ProgramRun) {
    const alarms = (kind: string, name: string) =>
        ofKind(program, kind).map((alarm) => ({
            name: output(alarm, name),
            description: output(alarm, "alarmDescription"),
        }));
    return [...alarms("MetricAlarm", "name"), ...alarms("CompositeAlarm", "alarmName")];
}

/** The value of a key after it is removed from the stack file. */
function declared(key: string): string {
    return stackValues("prod")[key] ?? "";
}
