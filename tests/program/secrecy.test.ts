import assert from "node:assert/strict";
import { artifactOf } from "../../tools/local/platform/functions";
import { isNamedAsPassword, looksLikePassword, passwordLiterals, textsWithin } from "./passwords";
import { ofKind, one } from "./resources";
import { stacks, wholeProgram } from "./runs";

/** As Secrets Manager and RDS make them. */
const password = "Zk3$tR9!mQ7#vL2^xB8&nW5*cF1+jD6=";

describe("the search for passwords", () => {
    it("finds one in lists, objects and JSON texts", () => {
        const wrapped = { plain: [password], json: JSON.stringify({ deep: { value: `a ${password}` } }) };

        const found = textsWithin(wrapped).filter(({ text }) => looksLikePassword(text));

        assert.deepEqual(
            found.map(({ path }) => path),
            [".plain.0", ".json.deep.value"],
        );
    });

    it("finds a property named as a password, and a literal in code", () => {
        const named = textsWithin({ a: { MASTER_PASSWORD: "x" } }).filter(({ path }) => isNamedAsPassword(path));
        const literals = passwordLiterals(`connect({user:"a",password:"hunter2"});x.password=b`);

        assert.equal(named.length, 1);
        assert.deepEqual(literals, [`password:"hunter2"`]);
    });

    it("accepts ARNs, host names and digests", () => {
        const texts = [
            "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!cluster-7ad30fad-8984-6942-d470-13deadc9ab90-7ad30f",
            "cluster-7AD30FAD89846942D47013DEAD",
            "experimentation-dev.cluster-7ad30fad8984.us-east-1.rds.amazonaws.com",
        ];

        assert.deepEqual(texts.filter(looksLikePassword), []);
    });
});

for (const stack of stacks) {
    describe(`no password passes through Pulumi in ${stack}`, () => {
        it("neither as an input nor as an output of a resource", async () => {
            const run = await wholeProgram({ stack });

            const texts = run.resources.flatMap(({ urn, inputs, outputs }) => [
                ...textsWithin(inputs, urn),
                ...textsWithin(outputs, urn),
                ...textsWithin(run.outputs, "stack"),
            ]);

            assert.ok(texts.length > 500);
            assert.deepEqual(
                texts.filter(({ path, text }) => looksLikePassword(text) || isNamedAsPassword(path)),
                [],
            );
        });

        it("nor in the code of a function", async () => {
            const run = await wholeProgram({ stack });

            const literals = [];
            for (const resource of ofKind(run, "Function")) {
                literals.push(...passwordLiterals((await artifactOf(resource)).text));
            }

            assert.deepEqual(literals, []);
        });

        it("nor as an argument that Pulumi would store, including write-only ones", async () => {
            const run = await wholeProgram({ stack });

            const keys = new Set(run.resources.flatMap(({ inputs }) => Object.keys(inputs)));

            const forbidden = ["masterPassword", "masterPasswordWo", "secretStringWo", "secretBinary", "valueWo"];
            assert.deepEqual(
                forbidden.filter((key) => keys.has(key)),
                [],
            );
            assert.equal(one(run, "Cluster").inputs.manageMasterUserPassword, true);
        });

        it("and secret inputs are marked as secrets", async () => {
            const run = await wholeProgram({ stack });

            const marked = new Set(
                run.resources.flatMap(({ type, secretInputs }) => secretInputs.map((key) => `${type} ${key}`)),
            );

            assert.deepEqual([...marked].sort(), [
                "aws:secretsmanager/secretVersion:SecretVersion secretString",
                "aws:ssm/parameter:Parameter value",
            ]);
        });
    });
}
