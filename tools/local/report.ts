import { toRecord } from "../../offline/toRecord";
import type { StepRecord } from "../cli/progress";
import { table } from "../cli/table";
import { foldLines, unlimited } from "../cli/width";
import { resumeMs } from "./platform/pausing";
import { functionNames, type LocalPlatform } from "./platform/platform";
import { outputNumber, resourceOf } from "./platform/resources";
import type { LocalResult } from "./runLocally";
import { keptDocument, keptText } from "./serve/instructions";
import type { KeptPlatform } from "./serve/keepOpen";

/**
 * The result as text; with `kept` while the platform is still alive.
 *
 * @param width how many columns the lines may have. Default: as many as they need. Commands and JSON are never folded.
 */
export function textReport(result: LocalResult, kept?: KeptPlatform, width = unlimited): string {
    const { platform, tour, events } = result;
    const sections = [
        section("Health", healthTable(tour.health, width)),
        section("Conversions by variant", rowsTable(tour.conversions, width)),
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

function rowsTable({ columns, rows }: Readonly<Record<string, unknown>>, width: number): string {
    const heads = Array.isArray(columns) ? columns.map((column) => String(toRecord(column).name)) : [];
    const cells = Array.isArray(rows)
        ? rows.map((row) => (Array.isArray(row) ? row.map((cell) => String(cell ?? "")) : []))
        : [];
    return table(heads, cells, width);
}

function functionsOf({ platform, artifacts }: LocalResult) {
    return (["access", "rotation"] as const).map((name) => {
        const resource = resourceOf(platform.program.resources, "aws:lambda/function:Function", functionNames[name]);
        const { bytes, zippedBytes } = artifacts[name];
        return {
            name,
            bytes,
            zippedBytes,
            initMs: Math.round(platform[name].initDurationMs ?? 0),
            peakMb: Math.round(platform[name].peakResidentBytes / 1e6),
            memoryMb: outputNumber(resource, "memorySize"),
        };
    });
}

function functionsTable(result: LocalResult, width: number): string {
    return table(
        ["function", "artifact bytes", "gzipped", "init ms", "peak MB", "of"],
        functionsOf(result).map(({ name, ...figures }) => [
            name,
            ...[figures.bytes, figures.zippedBytes, figures.initMs, figures.peakMb, figures.memoryMb].map(String),
        ]),
        width,
    );
}

interface RoleCalls {
    readonly principal: string;
    readonly action: string;
    readonly allowed: number;
    readonly denied: number;
}

function callsByRole({ platform }: LocalResult): RoleCalls[] {
    const calls = new Map<string, RoleCalls>();
    for (const { principal, action, allowed } of platform.aws.endpoints.log) {
        const key = `${principal} ${action}`;
        const before = calls.get(key) ?? { principal, action, allowed: 0, denied: 0 };
        calls.set(key, {
            ...before,
            allowed: before.allowed + (allowed ? 1 : 0),
            denied: before.denied + (allowed ? 0 : 1),
        });
    }
    return [...calls.values()];
}

function callsTable(result: LocalResult, width: number): string {
    return table(
        ["role", "action", "allowed", "denied"],
        callsByRole(result).map(({ principal, action, allowed, denied }) => [
            principal,
            action,
            String(allowed),
            String(denied),
        ]),
        width,
    );
}

function differences({ platform: { database, pausing, aws, program } }: LocalResult): string[] {
    const { server } = database;
    const boundaries = program.resources.flatMap(({ inputs: { permissionsBoundary } }) =>
        typeof permissionsBoundary === "string" ? [permissionsBoundary] : [],
    );
    return [
        ...program.assumptions,
        `AWS: SSM and Secrets Manager are served at ${aws.endpoints.url}`,
        ...[...new Set(boundaries)].map((arn) => `Permissions boundary: ${arn} is not known here; roles are not bound`),
        `Database: ${database.host} resolves to 127.0.0.1:${server.port}`,
        ...[database.readerHost, ...database.customHosts].map(
            (each) => `Database: ${each} resolves to 127.0.0.1:${server.standby?.port ?? server.port}`,
        ),
        ...program.resources
            .filter(({ type }) => type === "aws:appautoscaling/target:Target")
            .map(() => "Readers: none is added or removed here (readerScaling); there is one, whatever the load"),
        ...(program.resources.some(({ type }) => type === "aws:rds/clusterRoleAssociation:ClusterRoleAssociation")
            ? ["Buckets: there is neither S3 nor aws_s3 here; statements that export or import fail"]
            : []),
        ...program.resources
            .filter(({ type }) => type === "aws:backup/plan:Plan")
            .map(() => "Backups: AWS Backup takes none here (backupPlan)"),
        ...(database.isServerless ? [capacityDifference(pausing)] : []),
        ...program.resources
            .filter(({ type }) => type === "aws:lambda/invocation:Invocation")
            .map(
                () =>
                    "Declared databases: a login for IAM cannot log in here; RDS accepts its tokens, PostgreSQL does not",
            ),
        ...program.resources
            .filter(({ inputs: { enableHttpEndpoint } }) => enableHttpEndpoint === true)
            .map(() => "Data API: AWS's HTTPS endpoint for SQL is not served here; connect to PostgreSQL"),
        "Certificates: a new authority (CA_FILE) issued them, instead of RDS's authorities",
        "Collation: C, where Aurora has en_US.UTF-8",
        ...server.unappliedSettings.map(
            ({ name, value, reason }) => `Parameter ${name} = ${value} is not applied: ${reason}`,
        ),
    ];
}

function capacityDifference(pausing: LocalPlatform["pausing"]): string {
    return pausing === undefined
        ? "Capacity: this PostgreSQL does not scale, and does not pause"
        : `Capacity: this PostgreSQL does not scale; a proxy before the functions paused once, and resumed in ${resumeMs / 1000} s`;
}
