import type { KeptPlatform } from "./keepOpen";

/** The commands to paste into another terminal. They hold no password. */
export function keptCommands({ invokeUrl, rotateUrls, serviceFile, passFile, services }: KeptPlatform) {
    const files = `PGSERVICEFILE=${quoted(serviceFile)} PGPASSFILE=${quoted(passFile)}`;
    return {
        invoke: `curl -d '{"action":"healthCheck"}' ${quoted(invokeUrl)}`,
        rotate: `curl -X POST ${quoted(rotateUrls.application)}`,
        psql: `${files} psql service=${services.application}`,
    };
}

/** How to use a kept platform, for a person. */
export function keptText(kept: KeptPlatform): string {
    const { invoke, rotate, psql } = keptCommands(kept);
    const services = Object.values(kept.services).join(", ");
    return [
        "Your turn, in another terminal",
        "",
        "  Call the access function by Lambda's Invoke API:",
        `    ${invoke}`,
        `  Rotate a secret (${Object.keys(kept.rotateUrls).join(", ")}):`,
        `    ${rotate}`,
        `  Connect (${services}):`,
        `    ${psql}`,
        "",
        "Every program on this machine may call both URLs; the files are yours alone.",
        "The platform stays until Ctrl-C, which stops everything and removes the files.",
        "",
    ].join("\n");
}

/** The same for a machine: where everything is, with the same commands. */
export function keptDocument(kept: KeptPlatform): KeptPlatform & { readonly commands: object } {
    return { ...kept, commands: keptCommands(kept) };
}

/** A word for a POSIX shell. */
function quoted(word: string): string {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
