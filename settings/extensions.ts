import type { Extension } from "../components/aurora/platformArgs";
import type { Buckets } from "../components/shared/buckets";
import { knownExtensions } from "./aws/extensions";
import type { Configuration } from "./configReader";
import { didYouMean, nearest } from "./nearest";
import { repeated } from "./values";

/** Reads and checks the extensions of the database, and sorts them by name. Buckets need `aws_s3`. */
export function readExtensions(
    config: Configuration,
    majorVersions: readonly number[],
    buckets: Buckets | undefined,
): readonly Extension[] {
    const names = config.list("extensions");
    const [problem] = names.flatMap((name) =>
        majorVersions.flatMap((majorVersion) => extensionProblem(name, majorVersion) ?? []),
    );
    config.require("extensions", problem === undefined, problem ?? "", "engineVersion", "blueGreenMajorVersion");
    const twice = repeated(names);
    config.require("extensions", twice === undefined, `has ${twice ?? ""} twice; list each extension once`);
    return [...names, ...(buckets === undefined ? [] : ["aws_s3"])].sort().map((name) => {
        const { preloaded = false, schema = "extensions" } = knownExtensions.get(name) ?? {};
        return { name, schema, preloaded };
    });
}

/** The problem of an extension, a semicolon and the fix. Undefined if it can be created. */
export function extensionProblem(name: string, majorVersion: number): string | undefined {
    const known = knownExtensions.get(name);
    if (known === undefined) {
        const reason = refused.get(name);
        return reason === undefined
            ? `${name} is not an extension of Aurora PostgreSQL that this project knows; use one of ` +
                  `settings/aws/extensions.ts${didYouMean(nearest(name, [...knownExtensions.keys()]))}`
            : `${name} ${reason}`;
    }
    return known.lastMajor === undefined || majorVersion <= known.lastMajor
        ? undefined
        : `PostgreSQL ${majorVersion} has no ${name}, which ended with ${known.lastMajor}; remove it`;
}

const always = "is in every database; remove it";
const untrusted = "runs code as the server's operating system user, which Aurora does not allow; remove it";

/** Extensions and modules that exist but cannot be configured, with the reason and the fix. */
const refused: ReadonlyMap<string, string> = new Map([
    ["pg_stat_statements", always],
    ["plpgsql", always],
    ["aws_commons", "is created with the extensions that require it; remove it"],
    ["aws_s3", "is created with the buckets that it needs; remove it, and set exportBucketArns or importBucketArns"],
    ["auto_explain", "is a library without an extension, and its plans contain users' values; remove it"],
    ["apg_plan_mgmt", "needs rds.enable_plan_management, which this project does not set; remove it"],
    ["pglogical", "needs rds.logical_replication, which this project does not set; remove it"],
    ["file_fdw", untrusted],
    ["adminpack", untrusted],
    ["plpython3u", untrusted],
    ["plperlu", untrusted],
    ["pltclu", untrusted],
]);
