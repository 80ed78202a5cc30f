import { toRecord } from "../../../offline/toRecord";
import type { StepRecord } from "../../cli/progress";
import { table } from "../../cli/table";
import { foldLines, unlimited } from "../../cli/width";
import type { LocalResult } from "../runLocally";
import { keptDocument, keptText } from "../serve/instructions";
import type { KeptPlatform } from "../serve/keepOpen";
import type { Output } from "./answers";
import { callsByRole, callsTable } from "./calls";
import { differences } from "./differences";
import { functionsOf, functionsTable } from "./functions";
import { questionSections } from "./questions";

/**
 * The result as text; with `kept` while the platform is still alive.
 *
 * @param output where it is printed. Default: a file. Statements, commands and JSON are never folded.
 */
export function textReport(result: LocalResult, kept?: KeptPlatform, output: Output = file): string {
    const { width } = output;
    const { platform, tour, events } = result;
    const sections = [
        section("Health", healthTable(tour.health, width)),
        ...questionSections(tour.questions, output).map(([title, body]) => section(title, body)),
        section(
            "Refused calls",
            table(
                ["call", "code"],
                tour.refusals.map(({ what, code }) => [what, code]),
                width,
            ),
        ),
        ...databasesSections(tour.databases, width),
        section("Functions", functionsTable(result, width)),
        section("AWS calls by role", callsTable(result, width)),
        section("Differences from AWS", foldLines(indent(differences(result).join("\n")), width)),
        ...events.map(({ event, answer }) =>
            section(`Your event ${JSON.stringify(event)}`, indent(JSON.stringify(answer, null, 2))),
        ),
    ];
    const { queries, requests, rotationMs } = tour.rotation;
    const end =
        `Stack ${platform.stack} works on this machine: three secrets rotated in ${rotationMs} ms ` +
        `under ${queries + requests} requests, none lost.`;
    const ending = kept === undefined ? ` ${nothingLeft}` : `\n\n${keptText(kept)}`;
    return `\n${sections.join("\n")}\n${foldLines(end, width)}${ending}`;
}

const file: Output = { width: unlimited, isTerminal: false };

/** Printed after everything has been stopped. */
export const nothingLeft = "Nothing was left behind.\n";

/** The result as JSON; with `kept` while the platform is still alive. */
export function jsonReport(result: LocalResult, steps: readonly StepRecord[], kept?: KeptPlatform): string {
    const { platform, tour, events } = result;
    const document = {
        ok: true,
        stack: platform.stack,
        steps,
        resources: platform.program.resources.length,
        outputs: platform.program.outputs,
        functions: functionsOf(result),
        tour,
        events,
        awsCalls: callsByRole(result),
        differences: differences(result),
        ...(kept === undefined ? {} : { kept: keptDocument(kept) }),
    };
    return `${JSON.stringify(document, null, 2)}\n`;
}

function section(title: string, body: string): string {
    return `${title}\n\n${body}\n`;
}

function indent(text: string): string {
    return text.replace(/^/gm, "  ");
}

function healthTable(health: Readonly<Record<string, unknown>>, width: number): string {
    const endpoints = toRecord(health.endpoints);
    const writer = toRecord(endpoints.writer);
    const reader = toRecord(endpoints.reader);
    const show = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value) : "");
    const rows = Object.keys(writer).map((key) => [words(key), show(writer[key]), show(reader[key])]);
    return table(
        ["", "writer endpoint", "reader endpoint"],
        rows.filter(([, ...values]) => values.some((value) => value !== "")),
        width,
    );
}

/** Converts `tlsVersion` to `tls version`. */
function words(key: string): string {
    return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The first run's statements, and what a run leaves alone. */
function databasesSections(databases: LocalResult["tour"]["databases"], width: number): string[] {
    if (databases === undefined) return [];
    const { statements, unmanaged } = databases;
    const rows = statements.map(({ database, statement }) => [database, statement]);
    return [
        section("Declared databases", table(["database", "statement"], rows, width)),
        ...(unmanaged.length > 0 ? [section("Not declared", foldLines(indent(unmanaged.join("\n")), width))] : []),
    ];
}
