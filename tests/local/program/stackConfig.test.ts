import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { readStackConfig } from "../../../local/program/stackConfig";

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

    it("lets the stack's values win over the defaults, and writes every value as text", async () => {
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

    it("puts an address in the place of what is encrypted, each its own", async () => {
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

    it("refuses a project without a name", async () => {
        await files("runtime: nodejs\n", "config: {}\n");

        assert.throws(() => readStackConfig(folder, "dev"), {
            message: "Pulumi.yaml: name: undefined: must be the project's name",
        });
    });

    it("refuses a file that is not YAML, naming it and the place", async () => {
        await files("name: shop\n", "config:\n  size: [1,\n");

        assert.throws(() => readStackConfig(folder, "dev"), {
            message:
                "Pulumi.dev.yaml: is not YAML: Flow sequence in block collection must be sufficiently indented and end " +
                "with a ] at line 3, column 1; correct it",
        });
    });

    it("refuses a stack without a file, naming those that have one", async () => {
        await files("name: shop\n", "config: {}\n");

        assert.throws(() => readStackConfig(folder, "prod"), {
            message: "stack: prod: has no file Pulumi.prod.yaml; choose one of dev",
        });
    });
});
