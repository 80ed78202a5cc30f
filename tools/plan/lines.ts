import { toRecord } from "../../offline/toRecord";
import { listText, scalarText } from "./listText";
import type { PlannedResource } from "./plan";
import { policyStatements, statementText } from "./policyText";

/** A setting, or a part of one, as a line. */
export interface Line {
    /** The input or option that it belongs to. */
    readonly input: string;
    /** Unique within the resource: the input, and the path to the part. */
    readonly label: string;
    readonly text: string;
}

/** A resource's settings as lines. Each part that can change alone has a line of its own. */
export function settingLines({ settings }: Pick<PlannedResource, "settings">): Line[] {
    return Object.entries(settings).flatMap(([input, value]) =>
        linesOf(input, value).map(({ label, text }) => ({ input, label, text })),
    );
}

/** A resource's options as lines. */
export function optionLines({ options }: Pick<PlannedResource, "options">): Line[] {
    return Object.entries(options).map(([input, value]) => ({ input, label: input, text: listText(value) }));
}

type Part = Omit<Line, "input">;

function linesOf(label: string, value: unknown): Part[] {
    const statements = policyStatements(value);
    if (statements !== undefined) {
        return named(label, statements, ({ Sid }) => Sid, statementText);
    }
    const { widgets } = toRecord(value);
    if (Array.isArray(widgets)) {
        return named(label, widgets.map(toRecord), titleOf, ({ type }) => `${scalarText(type)} widget`);
    }
    if (Array.isArray(value)) {
        const isPlain = value.every((item) => typeof item !== "object");
        return isPlain ? [{ label, text: listText(value) }] : named(label, value.map(toRecord), identityOf, itemText);
    }
    if (typeof value !== "object") {
        return [{ label, text: scalarText(value) }];
    }
    const entries = Object.entries(toRecord(value));
    return entries.length === 0
        ? [{ label, text: "none" }]
        : entries.flatMap(([key, inner]) => linesOf(`${label}.${key}`, inner));
}

type Item = Readonly<Record<string, unknown>>;

/** A line for each item, labelled with its name if that is unique, else with its position. */
function named(label: string, items: readonly Item[], nameOf: (item: Item) => unknown, text: (item: Item) => string) {
    const names = items.map(nameOf);
    return items.map((item, index) => {
        const name = names[index];
        const isUnique = name !== undefined && names.filter((other) => other === name).length === 1;
        return { label: `${label}[${isUnique ? scalarText(name) : index}]`, text: text(item) };
    });
}

/** The title of a dashboard's widget; for a text widget, its first line. */
function titleOf({ properties }: Item): unknown {
    const { title, markdown } = toRecord(properties);
    return title ?? (typeof markdown === "string" ? /^#* *(.*)/.exec(markdown)?.[1] : undefined);
}

/** The identity of an item in a list: a parameter's or subnet's name, a query's id, a rule's number. */
function identityOf({ name, id, ruleNo }: Item): unknown {
    return name ?? id ?? ruleNo;
}

/** The value and the apply method of a parameter; for any other item all of it in one line. */
function itemText(item: Item): string {
    const { name, value, applyMethod, ...rest } = item;
    if (name !== undefined && value !== undefined && applyMethod !== undefined && Object.keys(rest).length === 0) {
        return `${scalarText(value)} (${scalarText(applyMethod)})`;
    }
    return Object.entries(item)
        .filter(([, part]) => part !== identityOf(item))
        .flatMap(([key, part]) => linesOf(key, part))
        .map(({ label, text }) => `${label} ${text}`)
        .join(", ");
}
