import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as esbuild from "esbuild";
import { authoritiesFile, authoritiesOf } from "../../handlers/shared/authorities";
import { mapInput } from "../shared/mapInput";
import { plainModule } from "./plainModule";

/** The file that Lambda loads. Pulumi gives this name to a serialised closure. */
const entry = "__index.js";

/** The folder of the files that Pulumi uploads. It is not under version control. */
const artifactFolder = path.resolve(__dirname, "../../.artifacts");

/** The folder of `node_modules`, so that the bundle does not depend on the folder in which Pulumi was started. */
const projectFolder = path.resolve(__dirname, "../..");

/** AWS's certificate bundle of the commercial regions. CONTRIBUTING.md describes how to renew it. */
export const authoritiesBundle = path.resolve(__dirname, "rds-global-bundle.pem");

/**
 * A resource transformation that replaces the code of a `CallbackFunction` with one minified file: the serialised text
 * as a plain module, bundled with the packages that it requires. If {@link authoritiesBundle} has RDS's certificate
 * authorities of the region, they are in a second file. The same sources give the same bytes in every folder and on
 * every version of Node.js, so that an unchanged function is not uploaded again.
 *
 * Without the transformation, the artifact would contain every package in `dependencies`, about 27 MB, which makes cold
 * starts slow. See docs/decisions/0005-rewriting-serialised-text.md.
 *
 * @param region the function's region, `us-east-1` for instance.
 * @param files further files beside the code: their texts by name. Default: none.
 */
export function bundleCode(
    region: pulumi.Input<string>,
    files: Readonly<Record<string, string>> = {},
): pulumi.ResourceTransformation {
    return ({ type, name, props, opts }) => {
        if (type !== "aws:lambda/function:Function") {
            return { props, opts };
        }
        // `CallbackFunction` passes an Output, which records whether a secret was captured, so it must stay an Output.
        const code = mapInput(
            props.code,
            (archive) => new pulumi.asset.AssetArchive(bundledAssets(name, archive, region, files)),
        );
        return { props: { ...props, code }, opts };
    };
}

async function bundledAssets(
    name: string,
    archive: unknown,
    region: pulumi.Input<string>,
    files: Readonly<Record<string, string>>,
): Promise<pulumi.asset.AssetMap> {
    const authorities = authoritiesOf(await known(region), await readFile(authoritiesBundle, "utf8"));
    const texts = {
        [entry]: await bundle(plainModule(await serialisedText(archive))),
        ...(authorities.length > 0 && { [authoritiesFile]: `${authorities.join("\n")}\n` }),
        ...files,
    };
    const assets: Record<string, pulumi.asset.FileAsset> = {};
    for (const [file, text] of Object.entries(texts)) {
        assets[file] = new pulumi.asset.FileAsset(await writeArtifact(name, path.extname(file), text));
    }
    return assets;
}

/** The value of an input that is known in previews too. An archive accepts promises, but not Outputs. */
async function known<T>(input: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
    return await new Promise((resolve) => {
        pulumi.output(input).apply(resolve);
    });
}

/**
 * Writes a file asset: the state then contains only its hash, and not half a megabyte of text twice. The name contains
 * a hash of the bytes, and the complete file is renamed at once, so that programs that run at the same time, even in
 * one process, do not see unfinished files of each other.
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

/** Removes old artifacts. Every run writes its own artifacts, so no run can still upload an old one. */
async function removeOldArtifacts(): Promise<void> {
    const oldest = Date.now() - 24 * 60 * 60 * 1000;
    for (const name of await readdir(artifactFolder)) {
        const file = path.join(artifactFolder, name);
        // Another run may have removed it meanwhile.
        const found = await stat(file).catch(() => undefined);
        if (found !== undefined && found.mtimeMs < oldest) {
            await rm(file, { force: true });
        }
    }
}

/** The text of the closure in the archive of `CallbackFunction`. @throws if the archive has another form. */
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

/** Reads a property of an archive that has lost its class: `pulumi.output` keeps only the properties. */
function property(value: unknown, key: string): unknown {
    return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

const bundles = new Map<string, Promise<string>>();

/** Bundles and minifies a module's text. Equal texts are bundled once. */
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
 * Replaces the SDK's credential chain. A function always has its credentials in the environment; the chain would add
 * 130 kB of readers for profiles, single sign-on and other sources.
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
