import { accountId } from "../../offline/awsOutputs";
import { table } from "../cli/table";
import { columnsOf, fold, foldLines, unlimited } from "../cli/width";
import { headText, optionsText } from "./headText";
import { layOut } from "./layout";
import { type Line, settingLines } from "./lines";
import type { Paint } from "./paint";
import type { Plan } from "./plan";
import { totalsOf } from "./totals";
import { keyOf, typeLabel } from "./treeOrder";

/**
 * The plan for a person: the stack, the tree of its resources, and their number by type.
 *
 * @param width the maximum number of columns. Default: no limit.
 */
export function planText(plan: Plan, paint: Paint, width = unlimited): string {
    // Folded lines are indented past the tree's own lines.
    const behind = (tree: string, text: string, further = tree) =>
        fold(text, width - columnsOf(tree), "  ").map(
            (line, index) => paint("dim", index === 0 ? tree : further) + line,
        );
    const children = (parent: string | null) => plan.resources.filter((resource) => resource.parent === parent);
    const below = (parent: string | null, indent: string): string[] => {
        const siblings = children(parent);
        return siblings.flatMap((resource, index) => {
            const isLast = index === siblings.length - 1;
            const inner = `${indent}${isLast ? "   " : "│  "}`;
            const key = keyOf(resource);
            const bar = children(key).length > 0 ? "│ " : "  ";
            return [
                ...behind(
                    `${indent}${isLast ? "└─" : "├─"} `,
                    `${headText(resource, paint)}${optionsText(resource, paint)}`,
                    inner,
                ),
                ...layOut(resource.type, settingLines(resource)).flatMap((lines) =>
                    behind(`${inner}${bar}`, lineText(lines, paint)),
                ),
                ...below(key, inner),
            ];
        });
    };
    const facts = stackFacts(plan).flatMap(([label, text]) => behind("│ ", lineText([{ label, text }], paint)));
    const tree = [paint("bold", `Stack ${plan.stack}`), ...facts, ...below(null, "")];
    return `${[...tree, "", totalsText(plan, paint, width)].join("\n")}\n`;
}

function stackFacts(plan: Plan): [label: string, text: string][] {
    const tags = Object.entries(plan.tags).map(([key, value]) => `${key}=${value}`);
    return [
        ["environment", plan.environment],
        ["region", plan.region],
        ["account", `${accountId} (an example)`],
        ["common tags", tags.join(", ") || "none"],
        ["outputs", plan.outputs.join(", ") || "none"],
    ];
}

function lineText(lines: readonly Pick<Line, "label" | "text">[], paint: Paint): string {
    return lines.map(({ label, text }) => `${paint("dim", `${label}:`)} ${text}`).join("  ");
}

function totalsText(plan: Plan, paint: Paint, width: number): string {
    const { resources, components, byType } = totalsOf(plan);
    const rows = Object.entries(byType).map(([type, count]) => [typeLabel(type), String(count)]);
    const remote = Object.keys(byType).filter((type) => type.startsWith("awsx:"));
    return [
        table(["type", "count"], rows, width),
        "",
        paint("bold", `${resources} resources, including ${components} components.`),
        ...plan.warnings.map((warning) => foldLines(`${paint("yellow", "Warning:")} ${warning}`, width)),
        ...remote.map((type) =>
            foldLines(
                `The plugin of ${typeLabel(type)} creates further resources, which this plan does not show.`,
                width,
            ),
        ),
    ].join("\n");
}
