import { table } from "../cli/table";
import { foldLines, unlimited } from "../cli/width";
import { hoursPerMonth, parts } from "./charge";
import { type Estimate, type Line, sumOf } from "./estimate";
import { dollars, priceText, quantityText } from "./money";
import { pricesDate, pricesRegion } from "./prices";
import type { CostReport } from "./report";
import type { Saving } from "./savings";
import type { StorageTypes } from "./storageTypes";

/**
 * The report for a person.
 *
 * @param width the maximum number of columns. Default: no limit.
 */
export function textReport(report: CostReport, width = unlimited): string {
    const { stack, usage, estimate, savings, storageTypes } = report;
    const sections = [
        section(`Cost of stack ${stack} at idle, in US dollars a month`, resourceTable(estimate, width)),
        section("By part", partTable(estimate, width)),
        section("Charges by use", useTable(estimate, width)),
        section("Settings that save money", savingsTable(savings, width)),
        section("Standard or I/O-optimized storage", storageTable(storageTypes, usage.ios, width)),
    ];
    return `\n${sections.join("\n")}\n${foldLines(notes(report), width)}\n`;
}

function section(title: string, body: string): string {
    return `${title}\n\n${body}\n`;
}

/** One line for each charge, one for the idle resources, and the total. */
export function resourceTable({ lines, idle, cents }: Estimate, width = unlimited): string {
    const heads = ["resource", "item", "quantity", "unit", "USD each", "USD a month", "more by use"];
    const others = idle.reduce((sum, { count }) => sum + count, 0);
    const rows = [
        ...joinAlike(lines).map((line) => [
            line.resource,
            line.item,
            quantityText(line.quantity),
            line.price.unit,
            priceText(line.price.usd),
            dollars(line.cents),
            line.uses.join(", "),
        ]),
        [`${others} others`, "free, or charged by use only", "", "", "", dollars(0), ""],
        ["total", "", "", "", "", dollars(cents), ""],
    ];
    // Charges by use have a table of their own.
    return table(heads, rows, width, ["more by use", "unit", "USD each"]);
}

/** Merges four or more lines that differ only in the resource, so that two dozen alarms do not hide the rest. */
function joinAlike(lines: readonly Line[]): Line[] {
    const groups = new Map<string, Line[]>();
    for (const line of lines) {
        const key = [line.type, line.item, line.price.usd].join(" ");
        groups.set(key, [...(groups.get(key) ?? []), line]);
    }
    return [...groups.values()].flatMap((alike) => {
        const [first] = alike;
        return first === undefined || alike.length < fewestToJoin ? alike : [joined(first, alike)];
    });
}

const fewestToJoin = 4;

function joined(first: Line, alike: readonly Line[]): Line {
    return {
        ...first,
        resource: `${alike.length} × ${first.type.slice(first.type.lastIndexOf(":") + 1)}`,
        quantity: alike.reduce((sum, { quantity }) => sum + quantity, 0),
        cents: sumOf(alike),
    };
}

function partTable({ lines, cents }: Estimate, width: number): string {
    const rows = parts
        .filter((part) => lines.some((line) => line.part === part))
        .map((part) => [part, dollars(sumOf(lines, part))]);
    return table(["part", "USD a month"], [...rows, ["total", dollars(cents)]], width);
}

function useTable({ uses }: Estimate, width: number): string {
    return table(
        ["use", "USD", "per", "resources"],
        uses.map(({ what, price, resources }) => [what, priceText(price.usd), price.unit, String(resources)]),
        width,
    );
}

function savingsTable(savings: readonly Saving[], width: number): string {
    return savings.length === 0
        ? "  None of the settings that this command tries saves money."
        : table(
              ["set", "saves a month", "cheaper by use", "you lose"],
              savings.map(({ changes, cents, uses, loses }) => [
                  Object.entries(changes)
                      .map(([key, value]) => `${key} ${value}`)
                      .join(", "),
                  dollars(cents),
                  uses.map(({ what, price, then }) => `${what} ${useText(price.usd, then)}`).join(", "),
                  loses,
              ]),
              width,
          );
}

function useText(now: number, then: number): string {
    return then === 0 ? "" : `${priceText(now)} → ${priceText(then)}`;
}

function storageTable(
    { standard, ioOptimized, cheaper, breakEvenIos }: StorageTypes,
    ios: number,
    width: number,
): string {
    const row = (name: string, key: keyof typeof standard) => [name, dollars(standard[key]), dollars(ioOptimized[key])];
    const body = table(
        ["USD a month", "standard", "I/O-optimized"],
        [row("instances", "instances"), row("storage", "storage"), row("I/O requests", "ios"), row("total", "total")],
        width,
    );
    const difference = dollars(Math.abs(standard.total - ioOptimized.total));
    const name = cheaper === "standard" ? "standard" : "ioOptimized";
    const sentences =
        `  With ${quantityText(ios)} I/O requests a month, storageType ${name} is cheaper by ${difference}. ` +
        `From ${quantityText(breakEvenIos)} requests on, ioOptimized costs no more.`;
    return `${body}\n\n${foldLines(sentences, width)}`;
}

/** The basis of the figures. */
function notes({ region, usage, assumptions, estimate }: CostReport): string {
    const { storageGib, ios } = usage;
    const assumed = [...assumptions, ...estimate.unpriced].map((each) => `${each}.\n`).join("");
    const elsewhere =
        region === pricesRegion ? "" : `The stack is in ${region}, but the prices are those of ${pricesRegion}.\n`;
    return `${assumed}${elsewhere}Prices: AWS's list prices in ${pricesRegion}, looked up on ${pricesDate}. Most come from copies that are some months old; tools/cost/prices.ts has the sources.
Assumed: ${hoursPerMonth} hours, ${quantityText(storageGib)} GiB of data and ${quantityText(ios)} I/O requests a month.
Not included: tax, discounts, free tiers and data transfer; and charges by use, even the function duration and the logs of the scheduled health check, of roll-ups and of Enhanced Monitoring.`;
}
