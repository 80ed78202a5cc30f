import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { kindOf, tags } from "./resources";
import { changedDev, stacks, wholeProgram } from "./runs";

/** Whether a type supports tags, by the provider's declaration of its arguments. */
function takesTags(type: string): boolean {
    const [provider = "", module = "", kind = ""] = type.split(":");
    const [folder = "", file = kind.charAt(0).toLowerCase() + kind.slice(1)] = module.split("/");
    const declaration = path.join(projectFolder, "node_modules/@pulumi", provider, folder, `${file}.d.ts`);
    assert.ok(existsSync(declaration), declaration);
    const [, args = ""] = readFileSync(declaration, "utf8").split(`export interface ${kind}Args`);
    assert.notEqual(args, "", declaration);
    return /^\s+tags\?:/m.test(args);
}

const taken = [
    "Cluster",
    "ClusterInstance",
    "ClusterParameterGroup",
    "CompositeAlarm",
    "DefaultSecurityGroup",
    "EventRule",
    "EventSubscription",
    "FlowLog",
    "Function",
    "Key",
    "LogGroup",
    "MetricAlarm",
    "NetworkAcl",
    "Parameter",
    "Role",
    "Secret",
    "SecurityGroup",
    "SecurityGroupEgressRule",
    "SecurityGroupIngressRule",
    "SubnetGroup",
    "Topic",
    "Vpc",
    "VpcEndpoint",
];

describe("the default tags", () => {
    for (const stack of stacks) {
        it(`are on every resource of ${stack} whose type supports tags, and on no other`, async () => {
            const run = await wholeProgram({ stack });

            const resources = run.resources.filter(({ type }) => !type.startsWith("experimentation:"));
            const tagged = resources.filter(({ type }) => takesTags(type));
            const others = resources.filter((resource) => !tagged.includes(resource));

            const wrong = tagged.filter((resource) => {
                const { Name, ...common } = toRecord(resource.inputs.tags);
                return JSON.stringify(sorted(common)) !== JSON.stringify(sorted(tags(stack))) || Name === "";
            });
            assert.deepEqual(
                wrong.map(({ urn }) => urn),
                [],
            );
            assert.deepEqual([...new Set(tagged.map(kindOf))].sort(), taken);
            assert.deepEqual(
                others.filter(({ inputs }) => "tags" in inputs),
                [],
            );
        });
    }

    it("have the configured owner and cost centre", async () => {
        const run = await wholeProgram(changedDev);

        const own = run.resources.map(({ inputs }) => toRecord(inputs.tags)).filter(({ owner }) => owner !== undefined);
        assert.deepEqual(
            [...new Set(own.map((each) => JSON.stringify([each.environment, each.owner, each["cost-centre"]])))],
            ['["dev","team-a","4711"]'],
        );
    });
});

function sorted(values: object): [string, unknown][] {
    return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}
