import { parsePolicy, type Policy, type Statement } from "../iam/policy";
import type { LocalPermission } from "./localAccount";

/**
 * The resource policies that Lambda builds from permissions, by the function's ARN.
 *
 * @throws if a permission holds an element that the local evaluator does not support.
 */
export function createFunctionPolicies(permissions: readonly LocalPermission[]): ReadonlyMap<string, Policy> {
    const statements = new Map<string, Statement[]>();
    for (const permission of permissions) {
        const { functionArn } = permission;
        statements.set(functionArn, [...(statements.get(functionArn) ?? []), ...createStatements(permission)]);
    }
    return new Map([...statements].map(([functionArn, all]) => [functionArn, { statements: all }]));
}

function createStatements({
    functionArn,
    principal,
    action,
    sourceArn,
    sourceAccount,
}: LocalPermission): readonly Statement[] {
    const statement = {
        Effect: "Allow",
        Principal: { Service: principal },
        Action: action,
        Resource: functionArn,
        Condition: {
            ...(sourceArn !== undefined && { ArnLike: { "AWS:SourceArn": sourceArn } }),
            ...(sourceAccount !== undefined && { StringEquals: { "AWS:SourceAccount": sourceAccount } }),
        },
    };
    const name = `permission of ${functionArn}`;
    return parsePolicy({ Version: "2012-10-17", Statement: statement }, "resource", name).statements;
}
