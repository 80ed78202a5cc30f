import * as path from "node:path";
import * as prettier from "prettier";
import { exceptions } from "../../policy/exceptions";
import { rules } from "../../policy/rules";
import type { StandardCheck } from "../../policy/standards/check";
import { checkovChecks } from "../../policy/standards/checkov";
import { prowlerChecks } from "../../policy/standards/prowler";
import { securityHubChecks } from "../../policy/standards/securityHub";

/** The path of docs/policies.md. */
export const policiesFile = path.join(__dirname, "../../docs/policies.md");

const introduction = `# Policies

The rules for the resources of a stack. They do not depend on the program, so a change of the program cannot bypass them unnoticed. The same rules run in three places:

- \`npm test\` applies them to all resources that the program registers for dev, staging and prod;
- \`npm run test:engine\` applies them to the resources that Pulumi's engine creates;
- \`pulumi preview --policy-pack policy\` and \`pulumi up --policy-pack policy\` apply them to your stack, with your configuration. A violation of a \`mandatory\` rule fails the preview, before any change; a violation of an \`advisory\` rule prints a warning.

A rule about a resource is applied before the resource is created or changed. A rule about a stack is applied to all of its resources together, at the end of a preview and of an update. A value that a preview does not know yet violates no rule; the update knows it, and stops there. With \`up --skip-preview\`, some resources already exist when the update stops.

The environment is the stack's configuration \`environment\`, or the stack's name if the key is not set. A stack is decommissioned if the key \`decommission\` is its name: then the exceptions with \`decommissioned\` apply.

\`npm run docs\` generates this document from [\`policy/\`](../policy), and a test compares them.
`;

/** Generates docs/policies.md from the rules, the exceptions and the outside checks. */
export async function policiesDocument(): Promise<string> {
    const text = [
        introduction,
        "## Rules\n",
        table(["rule", "scope", "enforcement", "severity", "requirement", "risk", "fix", "checks"], ruleRows()),
        "\n## Exceptions\n",
        "An exception allows the named resources to violate a rule. A test fails for an exception that no stack needs.\n",
        table(["rule", "resources", "where", "reason"], exceptionRows()),
        "\n## Controls of AWS Security Hub and Control Tower\n",
        "A check passes in production if its rules are met. If the rules have exceptions, it fails in the other environments.\n",
        table(["control", "requirement", "result"], securityHubChecks.map(checkRow)),
        "\n## Checks of Checkov\n",
        table(["policy", "requirement", "result"], checkovChecks.map(checkRow)),
        "\n## Further checks of Prowler\n",
        table(["check", "requirement", "result"], prowlerChecks.map(checkRow)),
    ].join("\n");
    return await prettier.format(text, { ...(await prettier.resolveConfig(policiesFile)), parser: "markdown" });
}

function ruleRows(): string[][] {
    return rules.map(({ id, scope, enforcement, severity, what, reason, fix }) => [
        `\`${id}\``,
        scope,
        enforcement,
        severity,
        what,
        reason,
        `${fix.charAt(0).toUpperCase()}${fix.slice(1)}.`,
        checksOf(id).join(", "),
    ]);
}

/** The outside checks that a rule covers. */
function checksOf(rule: string): string[] {
    return [...securityHubChecks, ...checkovChecks, ...prowlerChecks]
        .filter(({ result }) => result.kind !== "notApplicable" && result.rules.includes(rule))
        .map(({ id }) => id);
}

function exceptionRows(): string[][] {
    return exceptions.map(({ rule, types, names, where, reason }) => [
        `\`${rule}\``,
        [
            types === undefined ? "all" : types.map((type) => type.slice(type.lastIndexOf(":") + 1)).join(", "),
            ...(names === undefined ? [] : [names.map((name) => `\`${name}\``).join(", ")]),
        ].join(" "),
        where.join(", "),
        reason,
    ]);
}

function checkRow({ id, requirement, result }: StandardCheck): string[] {
    return [id, requirement, resultText(result)];
}

function resultText(result: StandardCheck["result"]): string {
    if (result.kind === "notApplicable") {
        return `not applicable. ${result.because}`;
    }
    const names = result.rules.map((rule) => `\`${rule}\``).join(", ");
    if (result.kind === "passed") {
        return `passed: ${names}`;
    }
    return `accepted. ${result.because}${names === "" ? "" : ` Rules: ${names}.`}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(escaped).join(" | ")} |`).join("\n");
}

/** Escapes bars, which would end the cell. */
function escaped(cell: string): string {
    return cell.replaceAll("|", "\\|");
}
