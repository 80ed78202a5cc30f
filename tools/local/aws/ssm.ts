import { partitionOf } from "../../../settings/aws/regions";
import type { Authoriser } from "./authoriser";
import { awsError } from "./awsError";
import { optionalFlag, optionalText, requiredText, textList, wholeNumber } from "./fields";
import type { LocalAccount, LocalParameter } from "./localAccount";
import type { Operations } from "./operation";

/** SSM's operations that read the account's parameters. */
export function createSsmOperations(account: LocalAccount, authoriser: Authoriser): Operations {
    const { id } = partitionOf(account.region);
    const find = (name: string) => account.parameters.find((parameter) => parameter.name === name);
    const arnOf = (name: string) =>
        find(name)?.arn ?? `arn:${id}:ssm:${account.region}:${account.accountId}:parameter/${name.replace(/^\//, "")}`;
    const lastModified = secondsNow();
    const present = (parameter: LocalParameter) => ({
        ARN: parameter.arn,
        DataType: "text",
        LastModifiedDate: lastModified,
        Name: parameter.name,
        Type: parameter.type,
        Value: parameter.value,
        Version: 1,
    });

    return {
        GetParameter(input, caller) {
            const name = requiredText(input, "Name");
            authoriser.requireAction(caller, "ssm:GetParameter", arnOf(name));
            const parameter = find(name);
            if (parameter === undefined) {
                throw awsError("ParameterNotFound", `Parameter ${name} not found.`);
            }
            return { Parameter: present(parameter) };
        },
        GetParameters(input, caller) {
            const names = textList(input, "Names", 1, 10);
            names.forEach((name) => {
                authoriser.requireAction(caller, "ssm:GetParameters", arnOf(name));
            });
            return {
                Parameters: names.flatMap((name) => find(name) ?? []).map(present),
                InvalidParameters: names.filter((name) => find(name) === undefined),
            };
        },
        GetParametersByPath(input, caller) {
            const path = requiredText(input, "Path");
            const pageSize = wholeNumber(input, "MaxResults", { minimum: 1, maximum: 10, standard: 10 });
            const start = pageStart(optionalText(input, "NextToken"));
            authoriser.requireAction(caller, "ssm:GetParametersByPath", arnOf(path));
            const prefix = path.endsWith("/") ? path : `${path}/`;
            const below = account.parameters.filter(
                ({ name }) =>
                    name.startsWith(prefix) &&
                    (optionalFlag(input, "Recursive") || !name.slice(prefix.length).includes("/")),
            );
            const end = start + pageSize;
            return {
                Parameters: below.slice(start, end).map(present),
                ...(end < below.length && { NextToken: String(end) }),
            };
        },
    };
}

function pageStart(token: string | undefined): number {
    if (token !== undefined && !/^\d{1,6}$/.test(token)) {
        throw awsError("InvalidNextToken", "The specified token isn't valid.");
    }
    return Number(token ?? 0);
}

/** AWS's JSON protocol writes timestamps as seconds since 1970. */
function secondsNow(): number {
    return Date.now() / 1000;
}
