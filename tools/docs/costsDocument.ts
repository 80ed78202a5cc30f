import * as path from "node:path";
import * as prettier from "prettier";
import type { Estimate, StackUse } from "../cost/estimate";
import { priceText } from "../cost/money";
import { smallestVolumeGib } from "../cost/options";
import { pricesDate, pricesRegion, unpricedFamilies } from "../cost/prices";
import { stackCost } from "../cost/stackCost";
import { resourceTable } from "../cost/textReport";

/** Where the document is. */
export const costsFile = path.join(__dirname, "../../docs/costs.md");

const stacks = ["dev", "staging", "prod"] as const;

const introduction = `# Costs

\`npm run cost -- --stack prod\` shows what a stack costs a month, without an AWS account: it runs the program and prices what it registers. Prices are AWS's list prices in ${pricesRegion} looked up on ${pricesDate}, most in copies that were some months old, without tax, discounts, free tiers and data transfer; a month has 730 hours. Lambda's time and what is logged are priced by use, those of the scheduled health check and of Enhanced Monitoring too: they are not in the total. It also shows, for the stack as it is configured, what to switch to save (each figure the difference of two runs of the program) and what you lose by it.

\`--ios N\` and \`--storage-gib N\` say how many I/O requests a month the database makes and how much data it holds. With them the command compares Aurora's two storage types, and says from how many requests on I/O-optimized storage is the cheaper one. CloudWatch's \`VolumeReadIOPs\` and \`VolumeWriteIOPs\` count them, and \`VolumeBytesUsed\` the data.
`;

const ending = `## For machines

\`npm run --silent cost -- --json\` prints one document; every amount is in US dollars a month.

| key | what |
| --- | --- |
| \`stack\`, \`region\` | the stack, and where it is |
| \`prices\` | \`date\`, \`region\`, \`currency\` and \`hoursPerMonth\` of the prices |
| \`usage\` | \`storageGib\` and \`ios\`, as asked for |
| \`assumptions\` | what is assumed of what is not known without an account, a sentence each |
| \`resources\` | for each charge at idle \`resource\`, \`type\`, \`part\`, \`item\`, \`quantity\`, \`price\` (\`usd\`, \`unit\`, \`source\`) and \`monthly\` |
| \`idle\` | the other resources: \`type\`, \`count\` and \`reason\` |
| \`monthly\` | the total |
| \`uses\` | what use adds: \`what\`, \`price\`, and how many \`resources\` it may come from |
| \`savings\` | what to switch: \`changes\` (keys and values), \`monthly\`, \`uses\` that cost less (\`what\`, \`price\`, and \`then\` in US dollars), and what one \`loses\` |
| \`storageTypes\` | \`standard\` and \`ioOptimized\` (\`instances\`, \`storage\`, \`ios\`, \`total\`), the \`cheaper\` one, and \`breakEvenIos\` |

## Renew the prices

All of them are in [\`tools/cost/prices.ts\`](../tools/cost/prices.ts), each with the place where it was seen. Look each one up in the [AWS Pricing Calculator](https://calculator.aws/) or in the [price list files](https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html), write the new price and its source, set \`pricesDate\`, and run \`npm run docs\`. For the classes of ${list(unpricedFamilies)} no source was found: a stack that uses one is refused rather than guessed.

A new resource type makes the command fail until it has an entry: in a table of \`tools/cost/resources/\`, or, with the reason why it is free, in its record in \`resourceTypes/\`.

This document is made by \`npm run docs\`, and a test compares it with what the program registers.
`;

/** What each stack costs at idle. */
export type StackEstimates = Readonly<Record<(typeof stacks)[number], Estimate>>;

/** Runs the stacks' programs and prices what they register. */
export async function estimateStacks(): Promise<StackEstimates> {
    const price = async (stack: string) => await stackCost(stack, { storageGib: smallestVolumeGib, ios: 0 }).estimate();
    // One run at a time in a process.
    return { dev: await price("dev"), staging: await price("staging"), prod: await price("prod") };
}

/** The document of what the stacks cost. */
export async function costsDocument(estimates: StackEstimates): Promise<string> {
    const sections = stacks.map(
        (stack) => `## ${stack}\n\n\`\`\`text\n${unindented(resourceTable(estimates[stack]))}\n\`\`\`\n`,
    );
    const uses = new Map(stacks.flatMap((stack) => estimates[stack].uses).map((use) => [use.what, use]));
    const text = [introduction, ...sections, useSection([...uses.values()]), ending].join("\n");
    return await prettier.format(text, { ...(await prettier.resolveConfig(costsFile)), parser: "markdown" });
}

function useSection(uses: readonly StackUse[]): string {
    const rows = uses.map(({ what, price }) => `| ${what} | ${priceText(price.usd)} | ${price.unit} |`);
    return ["## What use adds", "", "| what | US dollars | per |", "| --- | --- | --- |", ...rows, ""].join("\n");
}

function unindented(text: string): string {
    return text.replace(/^ {2}/gm, "");
}

function list(families: readonly string[]): string {
    return families.map((family) => `\`db.${family}\``).join(", ");
}
