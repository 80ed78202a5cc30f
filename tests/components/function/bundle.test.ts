import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { bundle, bundleCode } from "../../../components/function/bundle";
import { plainModule } from "../../../components/function/plainModule";
import { toRecord } from "../../../offline/toRecord";
import { importHandler } from "../../harness/importText";
import { one } from "../../program/resources";
import { runPart } from "../part";

/** What Pulumi writes for a closure that captures a client. */
const client = plainModule(`
const sm = require("@aws-sdk/client-secrets-manager/dist-cjs/index.js");
exports.handler = async () => new sm.SecretsManagerClient({ region: "us-east-1" }).config.credentials();`);

const closure = new pulumi.asset.StringAsset("exports.handler = () => 1 + 1;");

/**
 * Registers a function with this code under the transformation, and returns the texts of the files that it has then.
 */
async function registeredFiles(
    region: string,
    code = new pulumi.asset.AssetArchive({ "__index.js": closure }),
): Promise<Record<string, string>> {
    const run = await runPart(() => {
        const args = { role: "arn:aws:iam::123456789012:role/test", handler: "__index.handler", code };
        new aws.lambda.Function("test", args, { transformations: [bundleCode(region)] });
    });
    const assets = toRecord(await toRecord(one(run, "Function").inputs.code).assets);
    const texts: Record<string, string> = {};
    for (const [name, asset] of Object.entries(assets)) {
        const file = String(await toRecord(asset).path);
        texts[name] = readFileSync(file, "utf8");
        rmSync(file);
    }
    return texts;
}

describe("bundle", () => {
    it("makes one file that runs anywhere and takes its credentials from the environment", async () => {
        const example = { AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "example" };
        const saved = Object.keys(example).map((name) => [name, process.env[name]] as const);
        try {
            const handler = await importHandler(await bundle(client));
            Object.assign(process.env, example);

            const credentials = toRecord(await handler());

            assert.deepEqual([credentials.accessKeyId, credentials.secretAccessKey], ["AKIAEXAMPLE", "example"]);
        } finally {
            // One by one: an object in the place of `process.env` would no longer be the process's environment.
            for (const [name, value] of saved) {
                if (value === undefined) Reflect.deleteProperty(process.env, name);
                else process.env[name] = value;
            }
        }
    });

    it("leaves the readers of profiles, single sign-on and other sources out", async () => {
        const text = await bundle(client);

        const sources = ["fromIni", "fromSSO", "fromProcess", "fromTokenFile", "fromContainerMetadata", "sso_session"];

        assert.deepEqual(
            sources.filter((source) => text.includes(source)),
            [],
        );
        assert.ok(text.length < 200_000, `${text.length}`);
    });

    it("gives the same text for the same text", async () => {
        const texts = await Promise.all([bundle(client), bundle(client)]);

        assert.equal(texts[0], texts[1]);
    });

    it("fails for a package that is not there, naming it", async () => {
        const run = bundle(`require("no-such-package")`);

        await assert.rejects(run, /Could not resolve "no-such-package"/);
    });
});

describe("bundleCode", () => {
    it("replaces the archive's closure by its bundle", async () => {
        const files = await registeredFiles("us-east-1");

        assert.deepEqual(Object.keys(files), ["__index.js", "rds-authorities.pem"]);
        const handler = await importHandler(files["__index.js"] ?? "");
        assert.equal(handler(), 2);
    });

    for (const region of ["us-east-1", "us-east-2", "eu-central-1"]) {
        it(`puts RDS's authorities of ${region}, and no others, beside the code`, async () => {
            const { "rds-authorities.pem": authorities = "" } = await registeredFiles(region);

            assert.deepEqual(
                authorities
                    .match(/-----BEGIN CERTIFICATE-----[^-]+-----END.+\n/g)
                    ?.map(nameOf)
                    .sort(),
                [
                    `Amazon RDS ${region} Root CA ECC384 G1`,
                    `Amazon RDS ${region} Root CA RSA2048 G1`,
                    `Amazon RDS ${region} Root CA RSA4096 G1`,
                ],
            );
        });
    }

    it("puts none beside the code in a region of another partition", async () => {
        const files = await registeredFiles("cn-north-1");

        assert.deepEqual(Object.keys(files), ["__index.js"]);
    });

    it("refuses an archive that is packaged in another way", async () => {
        const archive = new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("") });

        const run = registeredFiles("us-east-1", archive);

        await assert.rejects(
            run,
            /the function's archive has no __index\.js: this version of @pulumi\/aws packages closures in another way$/,
        );
    });

    it("leaves any other resource alone", () => {
        const resource = new pulumi.DependencyResource("urn:pulumi:dev::test::aws:iam/role:Role::test");
        const props = { code: "untouched" };

        const args = { resource, type: "aws:iam/role:Role", name: "test", props, opts: {} };

        const transformed = bundleCode("us-east-1")(args);

        assert.equal(transformed?.props, props);
    });
});

/** The common name of a certificate's subject. */
function nameOf(pem: string): string | undefined {
    return /^CN=(.*)$/m.exec(new X509Certificate(pem).subject)?.[1];
}
