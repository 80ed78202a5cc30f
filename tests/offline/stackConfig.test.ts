import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { readStackConfig } from "../../offline/stackConfig";

describe("readStackConfig", () => {
    let folder: string;

    beforeEach(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "stack-config-"));
    });

    afterEach(async () => {
        await rm(folder, { recursive: true, force: true });
    });

    async function files(project: string, stack: string): Promise<void> {
        await writeFile(path.join(folder, "Pulumi.yaml"), project);
        await writeFile(path.join(folder, "Pulumi.dev.yaml"), stack);
    }

    it("prefers the stack's values to the defaults, and converts every value to text", async () => {
        await files(
            `name: shop
config:
  size: { type: integer, default: 3 }
  open: { type: boolean, default: false }
  names: { type: array, items: { type: string }, default: [] }
  title: { type: string, default: "" }
  required: { type: string }
  aws:region: { value: eu-west-1 }
`,
            `config:
  shop:size: 4
  shop:names: [a, b]
  aws:region: us-east-1
`,
        );

        const config = readStackConfig(folder, "dev");

        assert.deepEqual(config, {
            project: "shop",
            values: {
                "shop:size": "4",
                "shop:open": "false",
                "shop:names": '["a","b"]',
                "shop:title": "",
                "aws:region": "us-east-1",
            },
        });
    });

    it("reads a stack's file without values", async () => {
        await files("name: shop\nconfig:\n  size: { default: 3 }\n", "encryptionsalt: x\n");

        const config = readStackConfig(folder, "dev");

        assert.deepEqual(config.values, { "shop:size": "3" });
    });

    it("replaces each encrypted value by an address of its own", async () => {
        await files(
            "name: shop\n",
            "config:\n  shop:urls:\n    - secure: v1:abc\n    - secure: v1:def\n    - https://a\n",
        );

        const { values } = readStackConfig(folder, "dev");

        assert.match(
            String(values["shop:urls"]),
            /^\["https:\/\/encrypted\.invalid\/([0-9a-f]{8})","https:\/\/encrypted\.invalid\/(?!\1)[0-9a-f]{8}","https:\/\/a"\]$/,
        );
    });

    for (const nothing of ["", " ~", " null", " # later"]) {
        it(`refuses${nothing || " nothing"} as a value, which the CLI reads as an empty text with a warning`, async () => {
            await files("name: shop\n", `config:\n  shop:title:${nothing}\n`);

            assert.throws(() => readStackConfig(folder, "dev"), {
                message:
                    "Pulumi.dev.yaml: shop:title: has no value, or null; remove it for the default, " +
                    'or write "" for an empty text',
            });
        });
    }

    it("refuses all such values of a file in one message", async () => {
        await files("name: shop\n", "config:\n  shop:title:\n  shop:size: 3\n  shop:version: 15.10\n");

        assert.throws(() => readStackConfig(folder, "dev"), {
            message:
                /^Pulumi\.dev\.yaml: shop:title: has no value.*\nPulumi\.dev\.yaml: shop:version: 15\.10: .*"15\.10"$/,
        });
    });

    it("passes an empty text on, and a missing value in a list as null", async () => {
        await files("name: shop\n", 'config:\n  shop:title: ""\n  shop:names: [a, ~]\n');

        const { values } = readStackConfig(folder, "dev");

        assert.deepEqual(values, { "shop:title": "", "shop:names": '["a",null]' });
    });

    it("accepts numbers in plain digits, and any value in quotes", async () => {
        const config = `config:
  shop:port: 5432
  shop:low: -5
  shop:rate: 1.5
  shop:version: "15.10"
  shop:window: 02:00-03:00
  shop:accounts: ["012345678901", 123456789012]
`;
        await files("name: shop\n", config);

        const { values } = readStackConfig(folder, "dev");

        assert.deepEqual(Object.values(values), [
            "5432",
            "-5",
            "1.5",
            "15.10",
            "02:00-03:00",
            '["012345678901",123456789012]',
        ]);
    });

    // For each, the real CLI (3.230.0) passes a different text to the program.
    const ambiguous = "05432 5_432 15.10 0x10 0b11 0o12 1e3 +5432 5432.0 010 -010 0_7 .5 1. 1_ 2026-11-26".split(" ");
    for (const value of ambiguous) {
        for (const written of [value, `[1, ${value}]`, `{ a: ${value} }`]) {
            it(`refuses ${written}, which the CLI reads differently`, async () => {
                await files("name: shop\n", `config:\n  shop:port: ${written}\n`);

                assert.throws(() => readStackConfig(folder, "dev"), {
                    message:
                        `Pulumi.dev.yaml: shop:port: ${value}: the Pulumi CLI would read another value; ` +
                        `write a number in plain decimal digits, or a text in quotes: "${value}"`,
                });
            });
        }
    }

    it("refuses a project without a name", async () => {
        await files("runtime: nodejs\n", "config: {}\n");

        assert.throws(() => readStackConfig(folder, "dev"), {
            message: "Pulumi.yaml: name: undefined: must be the project's name",
        });
    });

    it("refuses a file that is not YAML, with its name and the position", async () => {
        await files("name: shop\n", "config:\n  size: [1,\n");

        assert.throws(() => readStackConfig(folder, "dev"), {
            message:
                "Pulumi.dev.yaml: is not YAML: Flow sequence in block collection must be sufficiently indented and end " +
                "with a ] at line 3, column 1; correct it",
        });
    });

    it("refuses a stack without a file, and names the stacks that have one", async () => {
        await files("name: shop\n", "config: {}\n");

        assert.throws(() => readStackConfig(folder, "prod"), {
            message: "stack: prod: has no file Pulumi.prod.yaml; choose one of dev",
        });
        assert.throws(() => readStackConfig(folder, "dvv"), {
            message: "stack: dvv: has no file Pulumi.dvv.yaml; choose one of dev (did you mean dev?)",
        });
    });

    it("does not offer the stack of a drill", async () => {
        await files("name: shop\n", "config: {}\n");
        await writeFile(path.join(folder, "Pulumi.drill-dev.yaml"), "config: {}\n");

        assert.throws(() => readStackConfig(folder, "prod"), {
            message: "stack: prod: has no file Pulumi.prod.yaml; choose one of dev",
        });
    });
});
