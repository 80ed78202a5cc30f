import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as esbuild from "esbuild";
import { authoritiesFile, authoritiesOf } from "../../handlers/shared/authorities";
import { mapInput } from "../shared/mapInput";
import { plainModule } from "./plainModule";

/** The file of the artifact that Lambda loads: the name that Pulumi gives to a serialised closure. */
const entry = "__index.js";

/** Where the files are that Pulumi uploads: to be looked at, and not under version control. */
const artifactFolder = path.resolve(__dirname, "../../.artifacts");

/** Where `node_modules` is: the bundle must not depend on the folder from which Pulumi was started. */
const projectFolder = path.resolve(__dirname, "../..");

/** AWS's certificate bundle of the commercial regions. CONTRIBUTING.md says how to renew it. */
export const authoritiesBundle = path.resolve(__dirname, "rds-global-bundle.pem");

/**
 * A resource transformation that replaces the code of a `CallbackFunction` by one minified file: what Pulumi
 * serialised, as a plain module, with the packages that it requires bundled into it. Beside it are RDS's certificate
 * authorities of the region, where {@link authoritiesBundle} has them. The same sources give the same bytes, in any
 * folder and on any version of Node.js, so that an unchanged function is never uploaded again.
 *
 * Without it the artifact would hold every package of `dependencies`, about 27 MB, which a cold start would pay for.
 *
 * @param region the function's region, `us-east-1` for instance.
 */
export function bundleCode(region: pulumi.Input<string>): pulumi.ResourceTransformation {
    return ({ type, name, props, opts }) => {
        if (type !== "aws:lambda/function:Function") {
            return { props, opts };
        }
        // `CallbackFunction` passes an Output, which knows whether a secret was captured; it stays one.
        const code = mapInput(
            props.code,
            (archive) => new pulumi.asset.AssetArchive(bundledAssets(name, archive, region)),
        );
        return { props: { ...props, code }, opts };
    };
}

async function bundledAssets(
    name: string,
    archive: unknown,
    region: pulumi.Input<string>,
): Promise<pulumi.asset.AssetMap> {
    const authorities = authoritiesOf(await known(region), await readFile(authoritiesBundle, "utf8"));
    const texts = {
        [entry]: await bundle(plainModule(await serialisedText(archive))),
        ...(authorities.length > 0 && { [authoritiesFile]: `${authorities.join("\n")}\n` }),
    };
    const assets: Record<string, pulumi.asset.FileAsset> = {};
    for (const [file, text] of Object.entries(texts)) {
        assets[file] = new pulumi.asset.FileAsset(await writeArtifact(name, path.extname(file), text));
    }
    return assets;
}

/** The value of an input that is known in previews too. An archive takes promises, but no Outputs. */
async function known<T>(input: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
    return await new Promise((resolve) => {
        pulumi.output(input).apply(resolve);
    });
}

/**
 * Of a file Pulumi keeps the hash alone; a text would be in the stack's state twice, half a megabyte each. The file is
 * named after its bytes, and renamed when it is whole: programs that run at the same time, in one process too, never
 * see each other's.
 */
async function writeArtifact(name: string, extension: string, text: string): Promise<string> {
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
    const file = path.join(artifactFolder, `${name}-${hash}${extension}`);
    const unfinished = `${file}.${randomUUID()}`;
    await mkdir(artifactFolder, { recursive: true });
    await writeFile(unfinished, text);
    await rename(unfinished, file);
    await removeOldArtifacts();
    return file;
}

/** Removes what no run can still be uploading. Every run writes its own artifacts anew. */
async function removeOldArtifacts(): Promise<void> {
    const oldest = Date.now() - 24 * 60 * 60 * 1000;
    for (const name of await readdir(artifactFolder)) {
        const file = path.join(artifactFolder, name);
        // Another run may have removed it in the meantime.
        const found = await stat(file).catch(() => undefined);
        if (found !== undefined && found.mtimeMs < oldest) {
            await rm(file, { force: true });
        }
    }
}

/** The text of the closure in the archive that `CallbackFunction` makes. Throws where the archive is another. */
async function serialisedText(archive: unknown): Promise<string> {
    const assets: unknown = await property(archive, "assets");
    const text: unknown = await property(property(assets, entry), "text");
    if (typeof text !== "string") {
        throw new Error(
            `the function's archive has no ${entry}: this version of @pulumi/aws packages closures in another way`,
        );
    }
    return text;
}

/** `pulumi.output` takes an archive apart: what is left has its properties, but not its class. */
function property(value: unknown, key: string): unknown {
    return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

const bundles = new Map<string, Promise<string>>();

/** Bundles and minifies a module's text; equal texts once. */
export async function bundle(text: string): Promise<string> {
    const bundled = bundles.get(text) ?? build(text);
    bundles.set(text, bundled);
    return await bundled;
}

async function build(text: string): Promise<string> {
    const result = await esbuild.build({
        stdin: { contents: text, resolveDir: projectFolder, sourcefile: entry, loader: "js" },
        absWorkingDir: projectFolder,
        bundle: true,
        write: false,
        minify: true,
        format: "cjs",
        platform: "node",
        // The oldest Node.js that runs the artifact: the local platform's. Lambda's is newer.
        target: "node20",
        mainFields: ["module", "main"],
        legalComments: "none",
        tsconfigRaw: {},
        logLevel: "silent",
        plugins: [environmentCredentials],
    });
    const [file] = result.outputFiles;
    if (file === undefined) {
        throw new Error("esbuild made no file from the closure");
    }
    return file.text;
}

/**
 * A function's credentials are always in its environment. The SDK's own chain would bring the readers of profiles,
 * single sign-on and other sources, 130 kB that a function never runs.
 */
const environmentCredentials: esbuild.Plugin = {
    name: "environment-credentials",
    setup(build) {
        build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({
            path: "environment-credentials",
            namespace: "environment-credentials",
        }));
        build.onLoad({ filter: /.*/, namespace: "environment-credentials" }, () => ({
            contents: `export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";`,
            resolveDir: projectFolder,
        }));
    },
};
