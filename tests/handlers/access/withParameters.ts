import type { AccessHandler } from "../../../handlers/access/handler";
import type { Platform } from "../../harness/platform";

/** Runs `work` with a new access function that reads these parameters. An empty value is a missing parameter. */
export async function withParameters<Result>(
    platform: Platform,
    values: Readonly<Record<string, string>>,
    work: (access: AccessHandler) => Promise<Result>,
): Promise<Result> {
    const { parameters } = platform;
    const before = [...parameters.values];
    for (const [name, value] of Object.entries(values)) parameters.values.set(`/test/database/${name}`, value);
    try {
        return await work(platform.access());
    } finally {
        for (const [name, value] of before) parameters.values.set(name, value);
    }
}
