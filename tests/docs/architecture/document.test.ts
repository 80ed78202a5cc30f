import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ProgramRun, projectFolder } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";
import { asCode, type Ask, asRole, through } from "../../program/policies";
import { kindOf, masterSecretArn, ofKind, one, output } from "../../program/resources";
import { decommissionedProd, stacks, wholeProgram } from "../../program/runs";
import { tableUnder } from "../markdown";
import { emptyProofs, proofsOf } from "../proofs";
import { protectedKinds } from "./protectedKinds";

const file = join(projectFolder, "docs/architecture.md");
const text = readFileSync(file, "utf8");

/** The rows of the one table under a heading. */
const rowsUnder = (heading: string) => tableUnder(text, heading).rows;

const yesOrNo = (is: boolean) => (is ? "yes" : "no");

describe("docs/architecture.md", () => {
    it("names every component", async () => {
        const run = await wholeProgram({ stack: "prod" });

        const written = rowsUnder("The parts").map(([name = ""]) => name.replaceAll("`", ""));

        const components = run.resources.filter(({ type }) => type.startsWith("experimentation:"));
        assert.deepEqual(written.sort(), [...new Set(components.map(kindOf))].sort());
    });

    it("says how the subnets of each stack are connected", async () => {
        const types: Record<string, unknown>[][] = [];
        for (const stack of stacks) {
            const { subnetSpecs } = one(await wholeProgram({ stack }), "Vpc").inputs;
            types.push(Array.isArray(subnetSpecs) ? subnetSpecs.map(toRecord) : []);
        }

        const written = rowsUnder("Network").map((row) => row.slice(0, 4));

        const [dev = []] = types;
        assert.deepEqual(
            written,
            dev.map(({ name }, index) => [`\`${String(name)}\``, ...types.map((specs) => specs[index]?.type)]),
        );
    });

    it("says which resources the key encrypts", async () => {
        const run = await wholeProgram({ stack: "prod" });
        const keyArn = output(one(run, "Key"), "arn");

        const encrypted = run.resources.filter(({ inputs }) => Object.values(inputs).includes(keyArn));

        const written = rowsUnder("What the key encrypts").map(([kind = ""]) => kind.replaceAll("`", ""));
        assert.deepEqual(written, [...new Set(encrypted.map(kindOf))].sort());
        for (const kind of written) {
            // The topic of the alarm on the key has to do without it.
            const all = ofKind(run, kind).filter(({ name }) => name !== "monitoring-key");
            assert.equal(encrypted.filter((each) => kindOf(each) === kind).length, all.length);
        }
    });

    it("says who reads which parameters and secrets", async () => {
        const [dev, prod] = [await wholeProgram({ stack: "dev" }), await wholeProgram({ stack: "prod" })];

        const rows = [
            ["access function, `readOnly`", ...readable(prod, asCode(prod, "access"))],
            ["access function, `readWrite`", ...readable(dev, asCode(dev, "access"))],
            ["rotation function", ...readable(prod, asCode(prod, "database-rotation"))],
            ["flow logs", ...readable(prod, asRole(prod, { role: "flow-logs", policy: "flow-logs" }))],
            ["the health check's schedule", ...readable(prod, asRole(prod, healthCheck))],
            ["the roll-ups' schedule", ...readable(prod, asRole(prod, rollUp))],
        ];

        assert.deepEqual(rowsUnder("Flow of a credential"), rows);
    });

    it("says what is protected in each stack", async () => {
        const runs = [];
        for (const options of [...stacks.map((stack) => ({ stack })), decommissionedProd]) {
            runs.push(await wholeProgram(options));
        }
        const protections = runs.map(protectedKinds);

        const kinds = [...new Set(protections.flatMap((protection) => [...protection]))].sort();

        assert.deepEqual(
            rowsUnder("What is protected"),
            kinds.map((kind) => [`\`${kind}\``, ...protections.map((protection) => yesOrNo(protection.has(kind)))]),
        );
    });

    it("links to a test for each change of a stack", () => {
        const changes = rowsUnder("What a change does");

        const proofs = changes.map((cells) => proofsOf(cells.join()).length);

        assert.ok(changes.length > 10);
        assert.deepEqual(new Set(proofs), new Set([1]));
        assert.deepEqual(emptyProofs(text, file), []);
    });
});

const healthCheck = { role: "monitoring-health-check", policy: "monitoring-health-check" };
const rollUp = { role: "access-roll-up", policy: "access-roll-up" };

/** Whether a role reads the parameters, each of the secrets, and the master's. */
function readable(run: ProgramRun, ask: Ask): string[] {
    const parameters = ofKind(run, "Parameter").map((parameter) => ask("ssm:GetParameters", output(parameter, "arn")));
    const secrets = ["migration", "application", "reader"].map((kind) =>
        output(one(run, "Secret", `database-${kind}`), "arn"),
    );
    const decrypts = ask("kms:Decrypt", output(one(run, "Key"), "arn"), through("secretsmanager"));
    return [
        parameters.every(Boolean),
        ...[...secrets, masterSecretArn(run)].map((arn) => decrypts && ask("secretsmanager:GetSecretValue", arn)),
    ].map(yesOrNo);
}
