import { deepEqual, equal } from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { logs } from "../../offline/smallProgram";
import { lambda, noOptions, Part, planOf } from "./samples";

describe("makePlan", () => {
    it("sorts parents before children, and siblings by type and name", async () => {
        const plan = await planOf(() => {
            const outer = new Part("outer");
            const inner = new Part("inner", { parent: outer });
            new Part("leaf", { parent: outer });
            logs("z", {}, { parent: inner });
            logs("b", {}, { parent: outer });
            logs("a", {}, { parent: outer });
            logs("alone");
        });

        deepEqual(
            plan.resources.map(({ name, parent, component }) => [name, parent, component]),
            [
                ["alone", null, false],
                ["outer", null, true],
                ["a", "experimentation:sample:Part::outer", false],
                ["b", "experimentation:sample:Part::outer", false],
                ["leaf", "experimentation:sample:Part::outer", true],
                ["inner", "experimentation:sample:Part::outer", true],
                ["z", "experimentation:sample:Part::inner", false],
            ],
        );
    });

    it("lists common tags once, and own tags with the resource", async () => {
        const plan = await planOf(() => {
            logs("a", { tags: { owner: "team", environment: "dev", Name: "a" } });
            logs("b", { tags: { owner: "team", environment: "dev" } });
            logs("untagged");
        });

        deepEqual(plan.tags, { environment: "dev", owner: "team" });
        deepEqual(
            plan.resources.map(({ settings }) => settings),
            [{ tags: { Name: "a" } }, {}, {}],
        );
    });

    it("reads the environment from the tag, or else from the stack's name", async () => {
        const tagged = await planOf(() => logs("a", { tags: { environment: "prod" } }));
        const untagged = await planOf(() => logs("a"));

        deepEqual([tagged.environment, untagged.environment], ["prod", "dev"]);
    });

    it("keeps the id of a resource that the stack takes over", async () => {
        const plan = await planOf(() => [logs("adopted", {}, { import: "/shop" }), logs("plain")]);

        deepEqual(
            plan.resources.map(({ name, options }) => [name, options]),
            [
                ["adopted", { ...noOptions, import: "/shop" }],
                ["plain", noOptions],
            ],
        );
    });

    it("keeps the options that protect a resource or change its replacement", async () => {
        const options = {
            protect: true,
            retainOnDelete: true,
            deleteBeforeReplace: true,
            ignoreChanges: ["tags", "name"],
        };
        const plan = await planOf(() => [logs("kept", {}, options), logs("plain")]);

        deepEqual(
            plan.resources.map((resource) => resource.options),
            [{ ...options, ignoreChanges: ["name", "tags"] }, noOptions],
        );
    });

    it("names the outputs without their values", async () => {
        const plan = await planOf(() => ({ second: "hunter2", first: pulumi.secret("hunter2") }));

        deepEqual(plan.outputs, ["first", "second"]);
    });

    it("parses a JSON text and sorts its keys", async () => {
        const plan = await planOf(() => logs("a", { name: '{"b":{"d":1,"c":[true]},"a":"x"}' }));

        equal(JSON.stringify(plan.resources[0]?.settings), '{"name":{"a":"x","b":{"c":[true],"d":1}}}');
    });

    it("shows only the files of code", async () => {
        const [one, other] = [
            await planOf(() => lambda("f", "exports.handler = 1;")),
            await planOf(() => lambda("f", "exports.handler = 2;")),
        ];

        deepEqual(one.resources[0]?.settings.code, ["data.json", "index.js"]);
        deepEqual(other, one);
    });
});
