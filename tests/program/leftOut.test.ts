import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { RegisteredResource } from "../../offline/registeredResource";
import { type ProgramRun, projectFolder, type RunOptions } from "../../offline/runProgram";
import { kindOf } from "./resources";
import { changedDev, decommissionedProd, projectKeys, wholeProgram } from "./runs";

/** Configurations with arguments that other configurations leave out. */
const configurations: readonly RunOptions[] = [
    { stack: "dev" },
    { stack: "staging" },
    { stack: "prod" },
    changedDev,
    decommissionedProd,
    {
        stack: "staging",
        config: projectKeys({
            storageType: "ioOptimized",
            minorVersions: "pinned",
            engineVersion: "15.18",
            caCertificate: "rds-ca-rsa4096-g1",
            insightsMode: "advanced",
            insightsRetentionDays: "465",
            accessReservedConcurrency: "5",
        }),
    },
];

/** The arguments that keep their value when they are left out, and why that is right. */
const kept: Readonly<Record<string, string>> = {
    "Cluster performanceInsightsKmsKeyId":
        "RDS takes it with performanceInsightsEnabled alone, which goes back to false.",
    "Cluster performanceInsightsRetentionPeriod": "As performanceInsightsKmsKeyId.",
    "ClusterInstance caCertIdentifier": "RDS's own choice has no name, and another certificate restarts the instance.",
    "ClusterInstance monitoringRoleArn":
        "RDS asks for a role with an interval alone, and monitoringInterval 0 is given.",
};

describe("an argument that some configurations leave out", () => {
    it("returns to the provider's default, except for those that are known to stay", async () => {
        const runs: ProgramRun[] = [];
        for (const configuration of configurations) {
            runs.push(await wholeProgram(configuration));
        }

        const found = sometimesLeftOut(runs.flatMap(({ resources }) => resources)).filter(([resource, input]) =>
            keepsItsValue(resource.type, input),
        );

        const labels = found.map(([resource, input]) => `${kindOf(resource)} ${input}`);
        assert.deepEqual([...new Set(labels)].sort(), Object.keys(kept).sort());
    });
});

/** The inputs that some resources of a type and name have, and others have not. */
function sometimesLeftOut(resources: readonly RegisteredResource[]): (readonly [RegisteredResource, string])[] {
    const labels = new Set(resources.map(({ type, name }) => `${type} ${name}`));
    return [...labels].flatMap((label) => {
        const same = resources.filter(({ type, name }) => `${type} ${name}` === label);
        const inputs = new Set(same.flatMap((each) => Object.keys(each.inputs)));
        const [first] = same;
        return [...inputs]
            .filter((input) => same.some((each) => each.inputs[input] === undefined))
            .flatMap((input) => (first === undefined ? [] : [[first, input] as const]));
    });
}

/**
 * Whether the provider computes an argument that is left out, and so keeps what the resource has: it then always has
 * an output. `@pulumi/aws` declares an output without `undefined` for no other optional argument.
 */
function keepsItsValue(type: string, input: string): boolean {
    const [, module = ""] = type.split(":");
    const file = path.join(projectFolder, "node_modules/@pulumi/aws", `${module}.d.ts`);
    const [, declared] = new RegExp(`^    readonly ${input}: pulumi\\.Output<(.+)>;$`, "m").exec(
        readFileSync(file, "utf8"),
    ) ?? [undefined, ""];
    assert.ok(declared, `${type} ${input} has a declaration`);
    return !declared.endsWith("| undefined");
}
