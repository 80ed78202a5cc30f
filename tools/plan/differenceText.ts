import type { PlanDifference, ResourceChange, SettingChange } from "./compare";
import { headText, optionsText } from "./headText";
import type { Paint, Style } from "./paint";
import type { PlannedResource } from "./plan";
import { arrow } from "./references";

/** The differences between two stacks, for a person. The signs are those of `pulumi preview`. */
export function differenceText(difference: PlanDifference, paint: Paint): string {
    const { from, to, added, removed, changed, replaced, same } = difference;
    const sections = [
        section(
            "Added",
            paint,
            added.map((resource) => wholeText("+", "green", resource, paint)),
        ),
        section(
            "Removed",
            paint,
            removed.map((resource) => wholeText("-", "red", resource, paint)),
        ),
        section(
            "Changed in place",
            paint,
            changed.map((change) => changeText("~", "yellow", change, paint)),
        ),
        section(
            "Replaced",
            paint,
            replaced.map((change) => changeText("+-", "magenta", change, paint)),
        ),
    ];
    const counts = [
        `${added.length} added`,
        `${removed.length} removed`,
        `${changed.length} changed in place`,
        `${replaced.length} replaced`,
        `${same} the same`,
    ];
    return `${[
        paint("bold", `From ${from.stack} to ${to.stack}`),
        ...(from.environment === to.environment
            ? []
            : [`Names that differ only by ${from.environment} and ${to.environment} count as the same.`]),
        "",
        ...sections.filter((text) => text !== ""),
        paint("bold", `${counts.join(", ")}.`),
    ].join("\n")}\n`;
}

function section(title: string, paint: Paint, parts: readonly string[]): string {
    return parts.length === 0 ? "" : `${paint("bold", title)}\n${parts.join("\n")}\n`;
}

function wholeText(sign: string, style: Style, resource: PlannedResource, paint: Paint): string {
    return `  ${paint(style, sign)} ${headText(resource, paint)}${optionsText(resource, paint)}`;
}

function changeText(sign: string, style: Style, change: ResourceChange, paint: Paint): string {
    const head = `  ${paint(style, sign)} ${headText(change, paint)}`;
    return [head, ...change.changes.flatMap((setting) => settingText(setting, paint))].join("\n");
}

const remarks = { replace: "replaces", ignored: "ignored after creation" } as const;

/** The old and the new value: on one line if they are short, else one above the other. */
function settingText({ label, from, to, effect }: SettingChange, paint: Paint): string[] {
    const [old, now] = [from ?? "(none)", to ?? "(none)"];
    const head = `      ${paint("dim", `${label}:`)}`;
    const remark = effect === "update" ? "" : paint("magenta", `  (${remarks[effect]})`);
    const isShort = old.length + now.length <= 80 && !`${old}${now}`.includes(arrow);
    return isShort
        ? [`${head} ${old} → ${now}${remark}`]
        : [`${head}${remark}`, `        ${paint("red", "-")} ${old}`, `        ${paint("green", "+")} ${now}`];
}
