import { type Policies, PolicyPack, type ReportViolation } from "@pulumi/policy";
import { Config, getStack } from "@pulumi/pulumi";
import { evaluate } from "./evaluate";
import { stackKind } from "./exceptions";
import { known } from "./known";
import type { Resource } from "./resource";
import type { Rule } from "./rule";
import { rules } from "./rules";

const config = new Config();
const stack = stackKind((key) => config.get(key), getStack());

// The CLI starts this module in a process of its own. The constructor serves the pack to the engine.
new PolicyPack("experimentation-database", { policies: policiesOf(rules) });

/** The rules as policies of the SDK. */
function policiesOf(all: readonly Rule[]): Policies {
    return all.map((rule) => {
        const { id: name, enforcement: enforcementLevel, severity, what, reason, fix: remediationSteps } = rule;
        const text = { name, enforcementLevel, severity, description: `${what} ${reason}`, remediationSteps };
        const report = (resources: readonly Resource[], reportViolation: ReportViolation) => {
            for (const { message, resource } of evaluate(rule, resources, stack).violations) {
                reportViolation(message, resource.urn);
            }
        };
        return rule.scope === "resource"
            ? {
                  ...text,
                  validateResource: (resource, reportViolation) => {
                      report([asResource(resource)], reportViolation);
                  },
              }
            : {
                  ...text,
                  validateStack: ({ resources }, reportViolation) => {
                      report(resources.map(asResource), reportViolation);
                  },
              };
    });
}

/**
 * Converts a resource of the SDK: it has its inputs before its creation, and its outputs in the check of the whole
 * stack.
 */
function asResource({ type, name, urn, props }: Omit<Resource, "properties"> & { readonly props: object }): Resource {
    return { type, name, urn, properties: known(props) };
}
