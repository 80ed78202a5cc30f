import * as path from "node:path";
import * as prettier from "prettier";
import type { Estimate, StackUse } from "../cost/estimate";
import { unpricedFamilies } from "../cost/instancePrices";
import { priceText } from "../cost/money";
import { smallestVolumeGib } from "../cost/options";
import { pricesDate, pricesRegion } from "../cost/prices";
import { stackCost } from "../cost/stackCost";
import { resourceTable } from "../cost/textReport";
import { capacityComparison } from "./capacityComparison";

/** The path of docs/costs.md. */
export const costsFile = path.join(__dirname, "../../docs/costs.md");

const stacks = ["dev", "staging", "prod"] as const;

const introduction = `# Costs

\`npm run cost -- --stack prod\` estimates the cost of a stack per month, without an AWS account: it runs the program and adds up the prices of the registered resources. The prices are AWS's list prices in ${pricesRegion}, looked up on ${pricesDate}, most of them in copies that were some months old. Tax, discounts, free tiers and data transfer are not included; a month has 730 hours. Lambda's execution time and log ingestion are charged by use and are not in the total, even those of the scheduled health check, of roll-ups and of Enhanced Monitoring. The command also lists settings that reduce the cost of this stack, and what you lose with each. It computes each saving as the difference of two runs of the program.

\`--ios N\` is the number of I/O requests per month, and \`--storage-gib N\` the amount of data. With both, the command compares Aurora's two storage types and prints the number of requests from which I/O-optimized storage is cheaper. The CloudWatch metrics \`VolumeReadIOPs\` and \`VolumeWriteIOPs\` count the requests; \`VolumeBytesUsed\` is the amount of data. For a clone (\`cloneCluster\`), \`--storage-gib\` is the data that the clone or its source changes: [they share all other pages](https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Clone.html), which the source is charged for. Whether AWS charges less than the smallest volume of 10 GiB is not known. A clone's instances, I/O and backups cost as much as those of any cluster.

\`--acu-hours N\` is the number of capacity unit hours of each \`db.serverless\` instance per month. By default, it is the minimum capacity, all the time.

After \`destroy\`, everything that the output \`retainedOnDestroy\` names is charged until it is deleted or expires: the final snapshot, logs, backups and their key. With \`retainBackups\`, the automatic backups are [charged from the second day on](https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.Retaining.html), like other backups.
`;

const ending = `## For machines

\`npm run --silent cost -- --json\` prints one JSON document. Every amount is in US dollars per month.

| key | value |
| --- | --- |
| \`stack\`, \`region\` | the stack and its region |
| \`prices\` | \`date\`, \`region\`, \`currency\` and \`hoursPerMonth\` of the prices |
| \`usage\` | \`storageGib\`, \`ios\` and \`acuHours\`, as given by the options |
| \`assumptions\` | one sentence for each fact that is not known without an account |
| \`resources\` | for each charge of an idle stack \`resource\`, \`type\`, \`part\`, \`item\`, \`quantity\`, \`price\` (\`usd\`, \`unit\`, \`source\`) and \`monthly\` |
| \`idle\` | the other resources: \`type\`, \`count\` and \`reason\` |
| \`monthly\` | the total |
| \`uses\` | charges by use: \`what\`, \`price\`, and the number of \`resources\` that can cause them |
| \`unpriced\` | a sentence for each charge whose price is not known, and which the total does not contain |
| \`savings\` | settings that reduce the cost: \`changes\` (keys and values), \`monthly\`, \`uses\` that cost less (\`what\`, \`price\`, and \`then\`, the lower price in US dollars), and the drawback in \`loses\` |
| \`storageTypes\` | \`standard\` and \`ioOptimized\` (\`instances\`, \`storage\`, \`ios\`, \`total\`), the \`cheaper\` one, and \`breakEvenIos\` |

## Renew the prices

[\`prices.ts\`](../tools/cost/prices.ts) and [\`instancePrices.ts\`](../tools/cost/instancePrices.ts) in \`tools/cost/\` have all prices, each with its source. Look up each price in the [AWS Pricing Calculator](https://calculator.aws/) or in the [price list files](https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html), write the new price and its source, set \`pricesDate\`, and run \`npm run docs\`. No source was found for the classes ${list(unpricedFamilies)}: the command refuses a stack that uses one. [A record](decisions/0008-price-file.md) explains why the prices are in the repository.

A new resource type needs an entry in a table of \`tools/cost/resources/\`, or the reason why it is free in its record in \`resourceTypes/\`. Without either, the command fails.

\`npm run docs\` generates this document, and a test compares it with the resources that the program registers.
`;

/** The cost of each stack at idle. */
export type StackEstimates = Readonly<Record<(typeof stacks)[number], Estimate>>;

/** Runs the program of each stack and estimates the cost of its resources. */
export async function estimateStacks(): Promise<StackEstimates> {
    const price = async (stack: string) =>
        await stackCost(stack, { storageGib: smallestVolumeGib, ios: 0, acuHours: 0 }).estimate();
    // A process can run only one program at a time.
    return { dev: await price("dev"), staging: await price("staging"), prod: await price("prod") };
}

/** Generates docs/costs.md. */
export async function costsDocument(estimates: StackEstimates): Promise<string> {
    const sections = stacks.map(
        (stack) => `## ${stack}\n\n\`\`\`text\n${unindented(resourceTable(estimates[stack]))}\n\`\`\`\n`,
    );
    const uses = new Map(stacks.flatMap((stack) => estimates[stack].uses).map((use) => [use.what, use]));
    const text = [introduction, ...sections, useSection([...uses.values()]), capacityComparison(), ending].join("\n");
    return await prettier.format(text, { ...(await prettier.resolveConfig(costsFile)), parser: "markdown" });
}

function useSection(uses: readonly StackUse[]): string {
    const rows = uses.map(({ what, price }) => `| ${what} | ${priceText(price.usd)} | ${price.unit} |`);
    return ["## Charges by use", "", "| charge | US dollars | per |", "| --- | --- | --- |", ...rows, ""].join("\n");
}

function unindented(text: string): string {
    return text.replace(/^ {2}/gm, "");
}

function list(families: readonly string[]): string {
    return families.map((family) => `\`db.${family}\``).join(", ");
}
