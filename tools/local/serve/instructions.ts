import { join } from "node:path";
import { projectFolder } from "../../../offline/runProgram";
import { experimentKey } from "../tour/experiment";
import type { KeptPlatform } from "./keepOpen";
import { shellWord } from "./shellWord";

/** The commands to paste into another terminal. They hold no password. */
export function keptCommands({
    invokeUrl,
    rotateUrls,
    serviceFile,
    passFile,
    services,
    applicationFile,
}: KeptPlatform) {
    const files = `PGSERVICEFILE=${shellWord(serviceFile)} PGPASSFILE=${shellWord(passFile)}`;
    // AWS_PROFILE would take precedence over the credentials in the file.
    const run = (program: string) => `(unset AWS_PROFILE; set -a; . ${shellWord(applicationFile)}; ${program})`;
    const inProject = (path: string) => shellWord(join(projectFolder, path));
    const snippet = (path: string) => inProject(`docs/snippets/${path}`);
    return {
        invoke: `curl -d '{"action":"healthCheck"}' ${shellWord(invokeUrl)}`,
        rollUp: `curl -d '{"action":"rollUp"}' ${shellWord(invokeUrl)}`,
        rotate: `curl -X POST ${shellWord(rotateUrls.application)}`,
        psql: `${files} psql service=${services.application}`,
        service: run(`node ${inProject("examples/application/main.mjs")}`),
        node: run(`node ${snippet("application.mjs")} ${experimentKey} green`),
        python: run(`python3 ${snippet("application.py")} ${experimentKey} green`),
        go: run(`cd ${snippet("pgx")} && go run .`),
        java: run(`cd ${snippet("jdbc")} && mvn -q compile exec:java`),
    };
}

/** Instructions for a kept platform, as text. */
export function keptText(kept: KeptPlatform): string {
    const { invoke, rollUp, rotate, psql, service, ...applications } = keptCommands(kept);
    const services = Object.values(kept.services).join(", ");
    return [
        "Your turn, in another terminal",
        "",
        "  Call the access function by Lambda's Invoke API:",
        `    ${invoke}`,
        "  Roll up what was recorded, as a schedule does on AWS, before you ask which variant is better:",
        `    ${rollUp}`,
        `  Rotate a secret (${Object.keys(kept.rotateUrls).join(", ")}):`,
        `    ${rotate}`,
        `  Connect (${services}):`,
        `    ${psql}`,
        `  Or by a URI, with PGPASSFILE=${shellWord(kept.passFile)}; the certificate authority is ${kept.caFile}:`,
        `    ${kept.uris.application}`,
        `    ${kept.jdbcUrls.application}`,
        "  Run the service of examples/application, whose README.md has calls to paste:",
        `    ${service}`,
        "  Run an application as a service with the policy of docs/access.md, in Node.js, Python (with boto3 and",
        "  psycopg[binary]), Go or Java (with Maven). Type a unit's name and Enter; rotate meanwhile; end with Ctrl-D:",
        ...Object.values(applications).map((command) => `    ${command}`),
        "",
        "Every program on this machine may call both URLs; the files are yours alone.",
        "The platform stays until Ctrl-C, which stops everything and removes the files.",
        "",
    ].join("\n");
}

/** The addresses and commands of a kept platform, for JSON output. */
export function keptDocument(kept: KeptPlatform): KeptPlatform & { readonly commands: object } {
    return { ...kept, commands: keptCommands(kept) };
}
