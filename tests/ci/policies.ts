import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accountId } from "../../offline/awsOutputs";
import { projectFolder } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { partitionOf } from "../../settings/aws/regions";
import { matchesArn, matchesPattern } from "../../tools/local/iam/wildcard";
import { region } from "../program/runs";

/** The values of the variables in `docs/ci.md`, for a stack in a region. */
export function valuesIn(place: string): Readonly<Record<string, string>> {
    const { id, dnsSuffix } = partitionOf(place);
    return {
        ACCOUNT_ID: accountId,
        DNS_SUFFIX: dnsSuffix,
        LOG_BUCKET: `experimentation-state-log-${accountId}-${place}`,
        PARTITION: id,
        REGION: place,
        STACK: "staging",
        STATE_BUCKET: `experimentation-state-${accountId}-${place}`,
        STATE_KEY_ARN: `arn:${id}:kms:${place}:${accountId}:key/0a1b2c3d`,
        SUBJECT: "repo:octo-org@123456/octo-repo@456789",
    };
}

/** The variables' values for the region of the stack files. */
export const values = valuesIn(region);

/** The names of read actions in the program's services. */
export const reads = /^[a-z0-9-]+:(Describe|Get|List)[A-Za-z]*$/;

/** A statement of a policy, with single values as lists. */
export interface CiStatement {
    readonly sid: string;
    readonly effect: unknown;
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    readonly definition: Readonly<Record<string, unknown>>;
}

/**
 * A policy of `docs/ci/` as `envsubst` renders it, by default for the stack files' region.
 *
 * @throws if a variable has no value.
 */
export function rendered(file: string, place = region): string {
    const known = valuesIn(place);
    const text = readFileSync(join(projectFolder, "docs/ci", file), "utf8");
    return text.replace(/\$\{(\w+)\}/g, (_, name: string) => {
        const value = known[name];
        if (value === undefined) {
            throw new Error(`${file}: \${${name}}: no value is known; docs/ci.md must set it, and this file too`);
        }
        return value;
    });
}

/** The deploy role's policies for options: of `readerScaling` and `customEndpoint`, of `dataApi`, of buckets, of backups and of restores. */
export const optionalPolicies = [
    "deploy-readers-policy.json",
    "deploy-data-api-policy.json",
    "deploy-buckets-policy.json",
    "deploy-backup-policy.json",
    "deploy-restore-policy.json",
] as const;

/** The policies of the deploy role. */
export const deployPolicies = ["deploy-policy.json", ...optionalPolicies] as const;

/** One policy of `docs/ci/`, or all of a role's. */
type Policies = string | readonly string[];

/** The statements of policies of `docs/ci/`. */
export function ciStatements(policies: Policies): readonly CiStatement[] {
    const statements = [policies].flat().flatMap((file) => {
        const { Statement } = toRecord(JSON.parse(rendered(file)));
        return Array.isArray(Statement) ? Statement.map(toRecord) : [];
    });
    return statements.map((definition) => ({
        sid: String(definition.Sid),
        effect: definition.Effect,
        actions: list(definition.Action),
        resources: list(definition.Resource),
        definition,
    }));
}

/** The Sids of the statements that allow an action on a resource, without regard to conditions. */
export function allowing(policies: Policies, action: string, resource: string): string[] {
    return statementsAllowing(policies, action, resource).map(({ sid }) => sid);
}

function statementsAllowing(policies: Policies, action: string, resource: string): CiStatement[] {
    return ciStatements(policies)
        .filter(({ effect }) => effect === "Allow")
        .filter(({ actions }) => actions.some((pattern) => matchesPattern(pattern, action)))
        .filter(({ resources }) => resources.some((pattern) => matchesArn(pattern, resource)));
}

/** A request of a role that has a policy of `docs/ci/`. */
export interface CiRequest {
    readonly action: string;
    readonly resource: string;
    /** The condition keys of the request with their values. */
    readonly context: Readonly<Record<string, string>>;
}

/** Whether policies of `docs/ci/` allow a request, without their denials. @throws for an unknown operator. */
export function allows(policies: Policies, { action, resource, context }: CiRequest): boolean {
    return statementsAllowing(policies, action, resource).some(({ definition }) =>
        Object.entries(toRecord(definition.Condition)).every(([operator, keys]) => {
            assert.ok(
                ["Bool", "StringEquals", "ArnEquals"].includes(operator),
                `${String(policies)}: ${operator}: is not known here`,
            );
            return Object.entries(toRecord(keys)).every(([key, expected]) =>
                list(expected).includes(context[key] ?? ""),
            );
        }),
    );
}

/** The service that an action or an ARN belongs to. */
export function serviceOf(actionOrArn: string): string {
    return actionOrArn.split(":")[actionOrArn.startsWith("arn:") ? 2 : 0] ?? "";
}

function list(value: unknown): string[] {
    return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string");
}
