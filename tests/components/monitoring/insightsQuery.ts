import { toRecord } from "../../../offline/toRecord";

/** A row of a result: its fields as texts. */
export type Row = Readonly<Record<string, string>>;

/**
 * Runs a query of CloudWatch Logs Insights on messages. Supports the dashboard's commands and throws for others.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function queryRows(query: string, messages: readonly string[]): Row[] {
    const [, ...steps] = query.split(" | ");
    return steps.reduce((rows, command) => perform(command, rows), messages.map(rowOf));
}

/** The log group of a query. */
export function sourceOf(query: string): string {
    return /^SOURCE '([^']+)' \| /.exec(query)?.[1] ?? refuse(query);
}

/** Insights discovers the fields of JSON messages. */
function rowOf(message: string): Row {
    const fields = message.startsWith("{") ? toRecord(JSON.parse(message)) : {};
    const texts = Object.entries(fields).map(([name, field]): [string, string] => [name, String(field)]);
    return { ...Object.fromEntries(texts), "@timestamp": "", "@message": message };
}

function perform(command: string, rows: Row[]): Row[] {
    for (const [form, meaning] of commands) {
        const parts = form.exec(command);
        if (parts !== null) {
            const [, first = "", second = ""] = parts;
            return meaning(rows, first, second);
        }
    }
    return refuse(command);
}

type Command = (rows: Row[], first: string, second: string) => Row[];

const commands: readonly [form: RegExp, meaning: Command][] = [
    [
        /^filter (\S+) like \/(.+)\/$/,
        (rows, field, regex) => rows.filter((row) => new RegExp(regex).test(value(row, field))),
    ],
    [/^filter (\S+) = "([^"]*)"$/, (rows, field, text) => rows.filter((row) => row[field] === text)],
    [
        /^parse (\S+) \/(.+)\/$/,
        (rows, field, regex) => rows.map((row) => ({ ...row, ...new RegExp(regex).exec(value(row, field))?.groups })),
    ],
    [
        /^stats count\(\) as (\w+) by (\w+)$/,
        (rows, count, field) => {
            const groups = new Map<string, number>();
            for (const row of rows) {
                groups.set(value(row, field), (groups.get(value(row, field)) ?? 0) + 1);
            }
            return [...groups].map(([group, size]) => ({ [field]: group, [count]: String(size) }));
        },
    ],
    // Numbers are sorted as numbers: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Sort.html
    [
        /^sort (\S+) desc$/,
        (rows, field) =>
            [...rows].sort((a, b) => value(b, field).localeCompare(value(a, field), "en", { numeric: true })),
    ],
    [
        /^display (.+)$/,
        (rows, fields) =>
            rows.map((row) => Object.fromEntries(fields.split(", ").map((name) => [name, value(row, name)]))),
    ],
    [/^limit (\d+)$/, (rows, count) => rows.slice(0, Number(count))],
];

/** A field that a row does not have is empty. */
function value(row: Row, field: string): string {
    return row[field] ?? "";
}

function refuse(text: string): never {
    throw new Error(`${text}: is not known here`);
}
