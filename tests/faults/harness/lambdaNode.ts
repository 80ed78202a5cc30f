import * as path from "node:path";
import { downloadPackage } from "../../../tools/local/npmDownload";

/** A version of the functions' registered major. Its binary comes from npm, like all other dependencies. */
const version = "24.21.0";

/** The major that {@link lambdaNode} provides. */
export const lambdaNodeMajor = Number(version.split(".")[0]);

/**
 * Returns the executable of Lambda's Node.js version. Downloads it once per machine: it has 189 MB, which is too much
 * for a dependency of the project.
 *
 * @throws if the download fails; the message says what to do.
 */
export async function lambdaNode(): Promise<string> {
    const name = `node-${process.platform}-${process.arch}`;
    return path.join(await downloadPackage({ name, version, title: `Node.js ${version}` }), "bin", "node");
}
