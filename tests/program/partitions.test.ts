import assert from "node:assert/strict";
import { accountId } from "../../offline/awsOutputs";
import type { ProgramRun } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { projectKeys, region as usual, stacks, wholeProgram } from "./runs";

/** A region of each other partition that a stack can be in, and what the names there are made of. */
const regions = [
    { region: "cn-north-1", partition: "aws-cn", suffix: "amazonaws.com.cn" },
    { region: "us-gov-west-1", partition: "aws-us-gov", suffix: "amazonaws.com" },
] as const;

/**
 * The names of AWS that the three stacks have in a region. All principals but that of CloudWatch Logs are the same in
 * every partition, and so is the prefix of these two endpoints: `components/shared/account.ts` and
 * `components/network/endpoints.ts` name the sources.
 */
const namesIn = ({ region, suffix }: (typeof regions)[number]): string[] =>
    [
        "cloudwatch.amazonaws.com",
        `com.amazonaws.${region}.secretsmanager`,
        `com.amazonaws.${region}.ssm`,
        "events.amazonaws.com",
        "events.rds.amazonaws.com",
        // What CloudTrail calls the source of an event.
        "kms.amazonaws.com",
        "lambda.amazonaws.com",
        `logs.${region}.${suffix}`,
        "monitoring.rds.amazonaws.com",
        ...["cluster", "cluster-ro"].map((kind) =>
            suffix.endsWith(".cn")
                ? `${kind}-<unique>.rds.${region}.${suffix}`
                : `${kind}-<unique>.${region}.rds.${suffix}`,
        ),
        "scheduler.amazonaws.com",
        "secretsmanager.amazonaws.com",
        `secretsmanager.${region}.${suffix}`,
        "vpc-flow-logs.amazonaws.com",
    ].sort();

/** Every text of the resources' inputs but the functions' code, by resource, keys included. */
function textsOf({ resources }: ProgramRun): string[] {
    const sorted = [...resources].sort((one, other) => (one.urn < other.urn ? -1 : 1));
    return sorted.flatMap(({ urn, inputs }) => [urn, ...texts({ ...inputs, code: undefined })]);
}

function texts(value: unknown): string[] {
    if (typeof value !== "object" || value === null) {
        return value === undefined ? [] : [typeof value === "string" ? value : JSON.stringify(value)];
    }
    return Array.isArray(value)
        ? value.flatMap(texts)
        : Object.entries(toRecord(value)).flatMap(([key, inner]) => [key, ...texts(inner)]);
}

for (const place of regions) {
    const { region, partition, suffix } = place;

    describe(`the three stacks in ${region}`, () => {
        it("name no ARN of another partition, region or account", async () => {
            const all = (await runsIn(region)).flatMap(textsOf).join("\n");

            const owners = [...all.matchAll(/arn:([^:\s]*):([^:\s]*):([^:\s]*):([^:\s]*):/g)].map(
                ([, ...parts]) => `${parts[0]} ${parts[2]} ${parts[3]}`,
            );

            assert.deepEqual([...new Set(owners)].sort(), [
                // Roles, the root and the dashboard are of no region.
                `${partition}  ${accountId}`,
                // The managed policy of enhanced monitoring.
                `${partition}  aws`,
                `${partition} ${region} ${accountId}`,
            ]);
            assert.equal(owners.length, all.split("arn:").length - 1);
        });

        it("name the principals, hosts and endpoints of their partition", async () => {
            const names = (await runsIn(region))
                .flatMap(textsOf)
                .flatMap((text) => text.match(/[\w.-]*amazonaws[\w.-]*/g) ?? [])
                .map((name) => name.replace(/^[\w-]+\.(cluster(?:-ro)?)-[0-9a-f]{12}/, "$1-<unique>"));

            assert.deepEqual([...new Set(names)].sort(), namesIn(place));
        });

        it(`are what they are in ${usual}, with these names alone changed`, async () => {
            const there = await runsIn(region);
            const here = await runsIn(usual);

            const expected = here.flatMap(textsOf).map((text) =>
                text
                    .replaceAll("arn:aws:", `arn:${partition}:`)
                    .replaceAll(usual, region)
                    .replaceAll(`logs.${region}.amazonaws.com`, `logs.${region}.${suffix}`)
                    .replaceAll(`secretsmanager.${region}.amazonaws.com`, `secretsmanager.${region}.${suffix}`)
                    .replaceAll(
                        `${region}.rds.amazonaws.com`,
                        suffix.endsWith(".cn") ? `rds.${region}.${suffix}` : `${region}.rds.${suffix}`,
                    ),
            );
            assert.deepEqual(there.flatMap(textsOf), expected);
        });
    });
}

/**
 * The runs of the three stacks in a region, without the traces that China has not: one after the other, since a process
 * runs one program at a time.
 */
async function runsIn(region: string): Promise<ProgramRun[]> {
    const runs: ProgramRun[] = [];
    for (const stack of stacks) {
        runs.push(
            await wholeProgram({ stack, config: { "aws:region": region, ...projectKeys({ tracing: "false" }) } }),
        );
    }
    return runs;
}
