import { deepEqual } from "node:assert/strict";
import { comparePlans } from "../../../tools/plan/compare";
import { difference } from "../../engine/providers/planning";
import { samplePlan, sampleResource } from "./samples";

describe("the source of a security group's rule", () => {
    for (const type of [
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    ]) {
        for (const [title, from, to, effect] of [
            ["another group", { referencedSecurityGroupId: "sg-1" }, { referencedSecurityGroupId: "sg-2" }, "update"],
            ["a range", { referencedSecurityGroupId: "sg-1" }, { cidrIpv4: "10.0.0.0/8" }, "replace"],
        ] as const) {
            it(`${effect}s the rule if it becomes ${title}: ${type}`, () => {
                const plan = (settings: object) => samplePlan([sampleResource({ type, settings: { ...settings } })]);

                const { changed, replaced } = comparePlans(plan(from), plan(to));
                const isReplaced = isReplacedByEngineDouble(type, from, to);

                const effects = [...changed, ...replaced].flatMap(({ changes }) => changes.map((each) => each.effect));
                deepEqual([...new Set(effects)], [effect]);
                deepEqual(isReplaced, effect === "replace");
            });
        }
    }
});

function isReplacedByEngineDouble(type: string, from: object, to: object): boolean {
    return difference(type, { state: { ...from }, oldInputs: { ...from }, news: { ...to } }, []).replacing.length > 0;
}
