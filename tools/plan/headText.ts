import { optionLines } from "./lines";
import type { Paint } from "./paint";
import type { PlannedResource } from "./plan";
import { typeLabel } from "./treeOrder";

/** A resource's type and name, as Pulumi's CLI shows them. */
export function headText({ type, name }: Pick<PlannedResource, "type" | "name">, paint: Paint): string {
    return `${paint("cyan", typeLabel(type))} ${paint("bold", name)}`;
}

/** The options that are set, in brackets after the name; empty if there are none. */
export function optionsText(resource: Pick<PlannedResource, "options">, paint: Paint): string {
    const texts = optionLines(resource).flatMap(({ label, text }) => {
        if (text === "false" || text === "none") return [];
        return text === "true" ? [label] : [`${label}: ${text}`];
    });
    return texts.length === 0 ? "" : `  ${paint("yellow", `[${texts.join("; ")}]`)}`;
}
