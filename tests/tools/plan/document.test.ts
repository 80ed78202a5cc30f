import { equal } from "node:assert/strict";
import { comparePlans } from "../../../tools/plan/compare";
import { differenceDocument, planDocument } from "../../../tools/plan/document";
import { samplePlan, sampleResource } from "./samples";

/** A document without whitespace for readability. */
function compact(document: string): string {
    return JSON.stringify(JSON.parse(document));
}

const logGroup =
    '"component":false,"options":{"protect":false,"retainOnDelete":false,"deleteBeforeReplace":false,"ignoreChanges":[]}';

describe("planDocument", () => {
    it("has the documented keys in a stable order", () => {
        const part = { type: "experimentation:sample:Part", name: "part", component: true };
        const child = { parent: "experimentation:sample:Part::part", settings: { description: "Prose", list: [1] } };
        const plan = samplePlan([sampleResource(part), sampleResource(child)], {
            tags: { owner: "team" },
            outputs: ["host"],
        });

        const document = planDocument(plan);

        equal(document.endsWith("\n}\n"), true);
        equal(
            compact(document),
            '{"stack":"dev","environment":"dev","region":"us-east-1","tags":{"owner":"team"},"outputs":["host"],"warnings":[],' +
                `"resources":[{"type":"experimentation:sample:Part","name":"part","parent":null,` +
                `${logGroup.replace("false", "true")},"settings":{}},` +
                '{"type":"aws:cloudwatch/logGroup:LogGroup","name":"logs","parent":"experimentation:sample:Part::part",' +
                `${logGroup},"settings":{"description":"Prose","list":[1]}}],` +
                '"totals":{"resources":2,"components":1,' +
                '"byType":{"aws:cloudwatch/logGroup:LogGroup":1,"experimentation:sample:Part":1}}}',
        );
    });
});

describe("differenceDocument", () => {
    it("has the documented keys, with null for a missing setting", () => {
        const from = samplePlan([sampleResource({}), sampleResource({ name: "named", settings: { name: "a" } })]);
        const to = samplePlan(
            [
                sampleResource({ settings: { retentionInDays: 7 } }),
                sampleResource({ name: "named", settings: { name: "b" } }),
                sampleResource({ name: "new" }),
            ],
            { stack: "prod", environment: "prod" },
        );

        const document = differenceDocument(comparePlans(from, to));

        const type = '"type":"aws:cloudwatch/logGroup:LogGroup"';
        equal(
            compact(document),
            '{"from":{"stack":"dev","environment":"dev"},"to":{"stack":"prod","environment":"prod"},' +
                `"added":[{${type},"name":"new","parent":null,${logGroup},"settings":{}}],"removed":[],` +
                `"changed":[{${type},"name":"logs",` +
                '"changes":[{"label":"retentionInDays","from":null,"to":"7","effect":"update"}]}],' +
                `"replaced":[{${type},"name":"named",` +
                '"changes":[{"label":"name","from":"a","to":"b","effect":"replace"}]}],"same":0}',
        );
    });
});
