import { accountId } from "../local/program/awsOutputs";
import { table } from "../commandLine/table";
import { layOut } from "./layout";
import { headText, optionsText } from "./headText";
import { settingLines, type Line } from "./lines";
import type { Paint } from "./paint";
import type { Plan } from "./plan";
import { totalsOf } from "./totals";
import { keyOf, typeLabel } from "./treeOrder";

/** The plan for a person: the stack, the tree of what it registers, and how many there are of each type. */
export function planText(plan: Plan, paint: Paint): string {
    const children = (parent: string | null) => plan.resources.filter((resource) => resource.parent === parent);
    const below = (parent: string | null, indent: string): string[] => {
        const siblings = children(parent);
        return siblings.flatMap((resource, index) => {
            const isLast = index === siblings.length - 1;
            const inner = `${indent}${isLast ? "   " : "│  "}`;
            const key = keyOf(resource);
            const bar = children(key).length > 0 ? "│ " : "  ";
            return [
                `${paint("dim", `${indent}${isLast ? "└─" : "├─"}`)} ${headText(resource, paint)}${optionsText(resource, paint)}`,
                ...layOut(resource.type, settingLines(resource)).map(
                    (lines) => `${paint("dim", `${inner}${bar}`)}${lineText(lines, paint)}`,
                ),
                ...below(key, inner),
            ];
        });
    };
    return `${[...stackLines(plan, paint), ...below(null, ""), "", totalsText(plan, paint)].join("\n")}\n`;
}

function stackLines(plan: Plan, paint: Paint): string[] {
    const tags = Object.entries(plan.tags).map(([key, value]) => `${key}=${value}`);
    const facts: [string, string][] = [
        ["environment", plan.environment],
        ["region", plan.region],
        ["account", `${accountId}, an example's`],
        ["tags of all", tags.join(", ") || "none"],
        ["outputs", plan.outputs.join(", ") || "none"],
    ];
    return [
        paint("bold", `Stack ${plan.stack}`),
        ...facts.map(([label, text]) => `${paint("dim", "│ ")}${lineText([{ label, text }], paint)}`),
    ];
}

function lineText(lines: readonly Pick<Line, "label" | "text">[], paint: Paint): string {
    return lines.map(({ label, text }) => `${paint("dim", `${label}:`)} ${text}`).join("  ");
}

function totalsText(plan: Plan, paint: Paint): string {
    const { resources, components, byType } = totalsOf(plan);
    const rows = Object.entries(byType).map(([type, count]) => [typeLabel(type), String(count)]);
    const remote = Object.keys(byType).filter((type) => type.startsWith("awsx:"));
    return [
        table(["type", "count"], rows),
        "",
        paint("bold", `${resources} resources, of which ${components} components.`),
        ...plan.warnings.map((warning) => `${paint("yellow", "Warning:")} ${warning}`),
        ...remote.map((type) => `What ${typeLabel(type)} makes is its plugin's: it is not seen here.`),
    ].join("\n");
}
