import * as pulumi from "@pulumi/pulumi";
import type { RegisteredResource } from "../../offline/registeredResource";
import { toRecord } from "../../offline/toRecord";
import { isNamedAsPassword, looksLikePassword } from "../../policy/passwordLike";
import type { Refer } from "./references";

/** The text that replaces a secret. */
const mask = "[secret]";

/**
 * A resource's inputs as plain data in a stable order: secrets masked, references found, JSON texts parsed, and code as
 * the names of its files.
 *
 * @param commonTags the tags to leave out.
 */
export async function settingsOf(
    resource: RegisteredResource,
    commonTags: Readonly<Record<string, string>>,
    refer: Refer,
): Promise<Record<string, unknown>> {
    const settings: [string, unknown][] = [];
    for (const [key, value] of sorted(resource.inputs)) {
        if (resource.secretInputs.includes(key)) {
            settings.push([key, mask]);
        } else if (key === "tags") {
            const own = sorted(value).filter(([tag, text]) => commonTags[tag] !== text);
            if (own.length > 0) settings.push([key, await setting(key, Object.fromEntries(own), (text) => text)]);
        } else if (value !== undefined && value !== null) {
            const isOwnText = ownTexts.includes(key);
            settings.push([key, await setting(key, value, (text) => (isOwnText ? text : refer(text, resource)))]);
        }
    }
    return Object.fromEntries(settings);
}

/** Inputs whose text is never a reference, although it may equal a resource's name. */
const ownTexts: readonly string[] = ["alarmName", "dashboardName", "description", "identifier", "name", "namePrefix"];

async function setting(key: string, value: unknown, refer: (text: string) => string): Promise<unknown> {
    if (isCode(value)) {
        return await fileNames(value);
    }
    if (isNamedAsPassword(key) && typeof value !== "boolean") {
        return mask;
    }
    if (typeof value === "string") {
        const document = parsedJson(value);
        if (document !== undefined) {
            return await setting(key, document, refer);
        }
        return looksLikePassword(value) ? mask : refer(value);
    }
    if (Array.isArray(value)) {
        return await Promise.all(value.map(async (item: unknown) => await setting(key, item, refer)));
    }
    if (typeof value === "object") {
        const entries = sorted(value).filter(([, inner]) => inner !== undefined && inner !== null);
        return Object.fromEntries(
            await Promise.all(entries.map(async ([name, inner]) => [name, await setting(name, inner, refer)] as const)),
        );
    }
    return value;
}

function isCode(value: unknown): boolean {
    return pulumi.asset.Archive.isInstance(value) || pulumi.asset.Asset.isInstance(value);
}

/** The files of an archive. Its size and hash change with every edit and would hide other changes. */
async function fileNames(value: unknown): Promise<string[]> {
    return Object.keys(toRecord(await toRecord(value).assets)).sort();
}

/** The object or list in a JSON text, for instance a policy. */
function parsedJson(text: string): unknown {
    if (!/^\s*[{[]/.test(text)) {
        return undefined;
    }
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

/** Compares by code unit, because the order of a locale may differ between machines. */
function sorted(value: unknown): [string, unknown][] {
    return Object.entries(toRecord(value)).sort(([a], [b]) => (a < b ? -1 : 1));
}
