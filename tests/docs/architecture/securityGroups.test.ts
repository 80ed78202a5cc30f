import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../offline/runProgram";
import type { BoxName } from "../../../tools/docs/architecture/boxes";
import { connections } from "../../../tools/docs/architecture/lines";
import { createNetwork } from "../../components/network/createNetwork";
import { runPart } from "../../components/part";
import { groupId, ofKind } from "../../program/resources";
import { stacks, wholeProgram } from "../../program/runs";
import { tableUnder } from "../markdown";

const text = readFileSync(join(projectFolder, "docs/architecture.md"), "utf8");
const { rows } = tableUnder(text, "Groups and ports");

/** A client other than the two functions. */
const application = "your application";

/** The program's groups, by their names in the picture and in the document. */
const groups: readonly (readonly [group: string, box: BoxName, name: string])[] = [
    ["access-group", "access", "access function"],
    ["database-rotation-group", "rotation", "rotation function"],
    ["database", "cluster", "database"],
    ["network-endpoints", "endpoints", "endpoints"],
];

describe("the groups and ports of docs/architecture.md", () => {
    it("are the same as in the picture", () => {
        const named: Partial<Record<BoxName, string>> = {
            applications: application,
            ...Object.fromEntries(groups.map(([, box, name]) => [box, name])),
        };

        const drawn = connections.map(({ from, to, port }) => [named[from], named[to], String(port)].join(" "));

        assert.deepEqual(drawn.sort(), rows.map((row) => row.join(" ")).sort());
    });

    for (const stack of stacks) {
        it(`are the rules of ${stack}, each as egress and as ingress`, async () => {
            const run = await wholeProgram({ stack });
            const names = new Map(groups.map(([group, , name]) => [groupId(run, group), name]));

            const registered = (kind: string, from: string, to: string) =>
                ofKind(run, kind)
                    .map(({ inputs }) => {
                        assert.equal(inputs.fromPort, inputs.toPort);
                        return [...[from, to].map((end) => names.get(String(inputs[end]))), String(inputs.toPort)];
                    })
                    .sort();
            const out = registered("SecurityGroupEgressRule", "securityGroupId", "referencedSecurityGroupId");
            const into = registered("SecurityGroupIngressRule", "referencedSecurityGroupId", "securityGroupId");

            const written = rows.filter(([from]) => from !== application);
            assert.deepEqual([out, into], [written, written]);
        });
    }

    it("include the rules of a further client", async () => {
        const run = await runPart(createNetwork, { stack: "prod" });

        const rules = ofKind(run, "SecurityGroupEgressRule").map(({ inputs }) => {
            const to = inputs.referencedSecurityGroupId === "sg-database" ? "database" : "endpoints";
            return [application, to, String(inputs.toPort)];
        });

        assert.deepEqual(
            rules,
            rows.filter(([from]) => from === application),
        );
    });
});
