import { deepEqual, equal } from "node:assert/strict";
import { settingLines } from "../../../tools/plan/lines";
import { listText } from "../../../tools/plan/listText";
import { statementText } from "../../../tools/plan/policyText";

describe("statementText", () => {
    const statements: [name: string, statement: Record<string, unknown>, text: string][] = [
        ["a permission", { Sid: "S", Effect: "Allow", Action: "kms:*", Resource: "*" }, "Allow kms:* on *"],
        [
            "a trust",
            { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
            "Allow Service lambda.amazonaws.com to sts:AssumeRole",
        ],
        [
            "several principals",
            { Effect: "Deny", Principal: { AWS: ["a", "b"], Service: "c" }, Action: ["d:E", "f:G"] },
            "Deny AWS a, b and Service c to d:E, f:G",
        ],
        ["everybody", { Effect: "Deny", Principal: "*", Action: "a:B", Resource: "r" }, "Deny * to a:B on r"],
        [
            "conditions, of which all hold, and values, of which one does",
            {
                Effect: "Allow",
                Action: "a:B",
                Resource: "r",
                Condition: { StringEquals: { x: "1", y: ["2", "3"] }, Bool: { z: true } },
            },
            "Allow a:B on r if x StringEquals 1 and y StringEquals 2 or 3 and z Bool true",
        ],
        [
            "what is left out",
            { Effect: "Deny", NotPrincipal: { AWS: "a" }, NotAction: ["b:C"], NotResource: ["d"] },
            "Deny all but AWS a to all but b:C on all but d",
        ],
        ["an element that it does not know", { Effect: "Allow", Action: "a:B", New: [1] }, "Allow a:B New [1]"],
    ];
    for (const [name, statement, text] of statements) {
        it(`shows ${name}`, () => {
            equal(statementText(statement), text);
        });
    }
});

describe("listText", () => {
    it("writes the common beginning of references once", () => {
        const text = listText([
            "→ a:b:C one",
            "→ a:b:C two:*",
            "→ a:b:D net sub-1",
            "→ a:b:D net sub-2",
            "plain",
            "→ a:b:C x",
        ]);

        equal(text, "→ a:b:C one, two:*, → a:b:D net sub-1, sub-2, plain, → a:b:C x");
    });

    it("shows empty lists and texts, and keeps a text on one line", () => {
        deepEqual([listText([]), listText(""), listText("a\nb"), listText(0)], ["none", '""', '"a\\nb"', "0"]);
    });
});

describe("settingLines", () => {
    const lines = (settings: Record<string, unknown>) =>
        settingLines({ settings }).map(({ input, label, text }) => [input, label, text]);

    it("gives each parameter of a group a line with its name", () => {
        const parameters = [
            { name: "work_mem", value: "64", applyMethod: "immediate" },
            { name: "max_connections", value: "9", applyMethod: "pending-reboot" },
        ];

        deepEqual(lines({ parameters }), [
            ["parameters", "parameters[work_mem]", "64 (immediate)"],
            ["parameters", "parameters[max_connections]", "9 (pending-reboot)"],
        ]);
    });

    it("gives each statement of a policy a line with its Sid or its position", () => {
        const allow = { Effect: "Allow", Action: "a:B", Resource: "*" };
        const policy = { Version: "2012-10-17", Statement: [{ ...allow, Sid: "Named" }, allow] };

        deepEqual(lines({ policy, single: { Statement: allow } }), [
            ["policy", "policy[Named]", "Allow a:B on *"],
            ["policy", "policy[1]", "Allow a:B on *"],
            ["single", "single[0]", "Allow a:B on *"],
        ]);
    });

    it("shows a dashboard by the titles of its widgets", () => {
        const widgets = [
            { type: "metric", properties: { title: "CPU", metrics: [["AWS/RDS", "CPUUtilization"]] } },
            { type: "text", properties: { markdown: "## The writer\nmore" } },
            { type: "metric", properties: { title: "Twice" } },
            { type: "log", properties: { title: "Twice" } },
            { type: "log", properties: {} },
        ];

        deepEqual(lines({ body: { widgets } }), [
            ["body", "body[CPU]", "metric widget"],
            ["body", "body[The writer]", "text widget"],
            ["body", "body[2]", "metric widget"],
            ["body", "body[3]", "log widget"],
            ["body", "body[4]", "log widget"],
        ]);
    });

    it("gives each item of a list a line", () => {
        const ingress = [{ ruleNo: 100, action: "allow", ports: [1, 2], inner: { flag: true } }, { action: "deny" }];

        deepEqual(lines({ ingress }), [
            ["ingress", "ingress[100]", "action allow, ports 1, 2, inner.flag true"],
            ["ingress", "ingress[1]", "action deny"],
        ]);
    });
});
