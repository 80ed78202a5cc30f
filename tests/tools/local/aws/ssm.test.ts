import assert from "node:assert/strict";
import { GetParameterCommand, GetParametersByPathCommand, GetParametersCommand } from "@aws-sdk/client-ssm";
import { access, assertRefused, parameterArn, policy, rotation, withEndpoints } from "./fixture";

describe("SSM's GetParameters", () => {
    it("returns parameters in AWS's format, in the requested order", async () => {
        await withEndpoints(async ({ ssm }) => {
            const answer = await ssm(access).send(new GetParametersCommand({ Names: ["/db/port", "/db/host"] }));

            const { LastModifiedDate: modified, ...port } = answer.Parameters?.[0] ?? {};
            assert.ok(modified instanceof Date);
            assert.deepEqual(port, {
                ARN: parameterArn("/db/port"),
                DataType: "text",
                Name: "/db/port",
                Type: "String",
                Value: "5432",
                Version: 1,
            });
            assert.equal(answer.Parameters?.[1]?.Value, "db.local");
            assert.deepEqual(answer.InvalidParameters, []);
        });
    });

    it("lists unknown names", async () => {
        const wide = { ...access, policies: [policy({ Action: "ssm:GetParameters", Resource: parameterArn("/*") })] };
        await withEndpoints(
            async ({ ssm }) => {
                const answer = await ssm(wide).send(new GetParametersCommand({ Names: ["/db/host", "/db/missing"] }));

                assert.deepEqual(
                    answer.Parameters?.map(({ Name }) => Name),
                    ["/db/host"],
                );
                assert.deepEqual(answer.InvalidParameters, ["/db/missing"]);
            },
            { principals: [wide] },
        );
    });

    it("refuses the whole call for one parameter that the role may not read", async () => {
        await withEndpoints(async ({ ssm, endpoints }) => {
            const call = ssm(access).send(new GetParametersCommand({ Names: ["/db/host", "/db/hidden/name"] }));

            await assertRefused(
                call,
                "AccessDeniedException",
                "User: arn:aws:sts::111122223333:assumed-role/access-role/access is not authorized to perform: " +
                    "ssm:GetParameters on resource: arn:aws:ssm:eu-west-1:111122223333:parameter/db/hidden/name " +
                    "because no identity-based policy allows the ssm:GetParameters action",
            );
            assert.deepEqual(
                endpoints.log.map(({ resource, allowed }) => [resource, allowed]),
                [
                    [parameterArn("/db/host"), true],
                    [parameterArn("/db/hidden/name"), false],
                ],
            );
        });
    });

    it("reports an explicit denial", async () => {
        const denied = {
            ...access,
            policies: [
                ...access.policies,
                policy({
                    Effect: "Deny",
                    Action: "ssm:*",
                    Resource: "*",
                    Condition: { ArnEquals: { "lambda:SourceFunctionArn": access.functionArn } },
                }),
            ],
        };
        await withEndpoints(
            async ({ ssm }) => {
                const call = ssm(denied).send(new GetParametersCommand({ Names: ["/db/host"] }));

                await assertRefused(
                    call,
                    "AccessDeniedException",
                    "User: arn:aws:sts::111122223333:assumed-role/access-role/access is not authorized to perform: " +
                        "ssm:GetParameters on resource: arn:aws:ssm:eu-west-1:111122223333:parameter/db/host " +
                        "with an explicit deny in an identity-based policy",
                );
            },
            { principals: [denied] },
        );
    });

    it("refuses more than ten names, and none", async () => {
        await withEndpoints(async ({ ssm }) => {
            const client = ssm(access);

            for (const names of [[], Array<string>(11).fill("/db/host")]) {
                await assertRefused(
                    client.send(new GetParametersCommand({ Names: names })),
                    "ValidationException",
                    "1 validation error detected: Value at 'names' failed to satisfy constraint: " +
                        "Member must have length from 1 to 10",
                );
            }
        });
    });
});

describe("SSM's GetParameter", () => {
    it("returns one parameter", async () => {
        await withEndpoints(async ({ ssm }) => {
            const answer = await ssm(access).send(new GetParameterCommand({ Name: "/db/hidden/name" }));

            assert.equal(answer.Parameter?.Value, "experiments");
        });
    });

    it("reports a missing parameter", async () => {
        await withEndpoints(async ({ ssm }) => {
            await assertRefused(
                ssm(access).send(new GetParameterCommand({ Name: "/db/missing" })),
                "ParameterNotFound",
                "Parameter /db/missing not found.",
            );
        });
    });

    it("refuses a role without the permission, whether or not the parameter exists", async () => {
        await withEndpoints(async ({ ssm }) => {
            for (const name of ["/db/host", "/db/missing"]) {
                await assertRefused(
                    ssm(rotation).send(new GetParameterCommand({ Name: name })),
                    "AccessDeniedException",
                    "User: arn:aws:sts::111122223333:assumed-role/rotation-role/local is not authorized to perform: " +
                        `ssm:GetParameter on resource: ${parameterArn(name)} ` +
                        "because no identity-based policy allows the ssm:GetParameter action",
                );
            }
        });
    });
});

describe("SSM's GetParametersByPath", () => {
    const cases: [what: string, path: string, recursive: boolean, expected: string[]][] = [
        ["one level", "/db", false, ["/db/host", "/db/port"]],
        ["one level of a path that ends in a slash", "/db/", false, ["/db/host", "/db/port"]],
        ["all levels", "/db", true, ["/db/host", "/db/port", "/db/hidden/name"]],
        ["nothing below a parameter", "/db/host", true, []],
    ];

    for (const [what, path, recursive, expected] of cases) {
        it(`answers ${what}`, async () => {
            await withEndpoints(async ({ ssm }) => {
                const command = new GetParametersByPathCommand({ Path: path, Recursive: recursive });

                const answer = await ssm(access).send(command);

                assert.deepEqual(
                    answer.Parameters?.map(({ Name }) => Name),
                    expected,
                );
                assert.equal(answer.NextToken, undefined);
            });
        });
    }

    it("returns results page by page", async () => {
        await withEndpoints(async ({ ssm }) => {
            const client = ssm(access);
            const question = { Path: "/db", Recursive: true, MaxResults: 2 };

            const first = await client.send(new GetParametersByPathCommand(question));
            const second = await client.send(
                new GetParametersByPathCommand({ ...question, NextToken: first.NextToken }),
            );

            assert.deepEqual(
                [first, second].map(({ Parameters }) => Parameters?.map(({ Name }) => Name)),
                [["/db/host", "/db/port"], ["/db/hidden/name"]],
            );
            assert.equal(second.NextToken, undefined);
        });
    });

    it("refuses a token that it did not issue", async () => {
        await withEndpoints(async ({ ssm }) => {
            await assertRefused(
                ssm(access).send(new GetParametersByPathCommand({ Path: "/db", NextToken: "x" })),
                "InvalidNextToken",
                "The specified token isn't valid.",
            );
        });
    });

    it("refuses a path that the role may not read", async () => {
        await withEndpoints(async ({ ssm }) => {
            await assertRefused(
                ssm(access).send(new GetParametersByPathCommand({ Path: "/" })),
                "AccessDeniedException",
                "User: arn:aws:sts::111122223333:assumed-role/access-role/access is not authorized to perform: " +
                    "ssm:GetParametersByPath on resource: arn:aws:ssm:eu-west-1:111122223333:parameter/ " +
                    "because no identity-based policy allows the ssm:GetParametersByPath action",
            );
        });
    });
});
