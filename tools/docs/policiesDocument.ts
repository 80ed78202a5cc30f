import * as path from "node:path";
import * as prettier from "prettier";
import type { OutsideCheck } from "../../policy/standards/check";
import { checkovChecks } from "../../policy/standards/checkov";
import { prowlerChecks } from "../../policy/standards/prowler";
import { securityHubChecks } from "../../policy/standards/securityHub";
import { exceptions } from "../../policy/exceptions";
import { rules } from "../../policy/rules";

/** Where the document is. */
export const policiesFile = path.join(__dirname, "../../docs/policies.md");

const introduction = `# Policies

What must hold for the resources of a stack, whoever changes the program. The same rules run in three places:

- \`npm test\` applies them to all that the program registers for dev, staging and prod;
- \`npm run test:engine\` applies them to what Pulumi's engine makes;
- \`pulumi preview --policy-pack policy\` and \`pulumi up --policy-pack policy\` apply them to your stack, with your configuration. A broken \`mandatory\` rule fails the preview, before anything is touched; an \`advisory\` one warns.

A rule about one resource is applied before the resource is made or changed. A rule about a stack looks at all of its resources together, at the end of a preview and of an update. What a preview cannot know yet breaks no rule: the update knows it, and stops there. An \`up --skip-preview\` has made resources already when it stops.

The environment is the stack's configuration \`environment\`, or else the stack's name; \`decommission\` lifts here what it lifts in the configuration.

This document is made by \`npm run docs\` from [\`policy/\`](../policy), and a test compares them.
`;

/** The document of all rules, exceptions and checks, made from the rules themselves. */
export async function policiesDocument(): Promise<string> {
    const text = [
        introduction,
        "## Rules\n",
        table(
            ["rule", "about", "enforcement", "severity", "what holds", "otherwise", "what to do", "checks"],
            ruleRows(),
        ),
        "\n## Exceptions\n",
        "What is excepted is no violation there. A test refuses an exception that nothing needs.\n",
        table(["rule", "resources", "where", "reason"], exceptionRows()),
        "\n## What AWS Security Hub and Control Tower ask for\n",
        "A check passes in production where its rules hold. Where the rules have exceptions, it fails in the other environments.\n",
        table(["control", "asks that", "answer"], securityHubChecks.map(checkRow)),
        "\n## What Checkov asks for\n",
        table(["policy", "asks that", "answer"], checkovChecks.map(checkRow)),
        "\n## What Prowler asks for besides\n",
        table(["check", "asks that", "answer"], prowlerChecks.map(checkRow)),
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

/** The checks that a rule answers. */
function checksOf(rule: string): string[] {
    return [...securityHubChecks, ...checkovChecks, ...prowlerChecks]
        .filter(({ answer }) => answer.kind !== "notApplicable" && answer.rules.includes(rule))
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

function checkRow({ id, asks, answer }: OutsideCheck): string[] {
    return [id, asks, answerText(answer)];
}

function answerText(answer: OutsideCheck["answer"]): string {
    if (answer.kind === "notApplicable") {
        return `not applicable. ${answer.because}`;
    }
    const names = answer.rules.map((rule) => `\`${rule}\``).join(", ");
    if (answer.kind === "passed") {
        return `passed: ${names}`;
    }
    return `accepted. ${answer.because}${names === "" ? "" : ` Rules: ${names}.`}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(escaped).join(" | ")} |`).join("\n");
}

/** A bar would end the cell. */
function escaped(cell: string): string {
    return cell.replaceAll("|", "\\|");
}
