import assert from "node:assert/strict";
import { GetParametersCommand } from "@aws-sdk/client-ssm";
import { access, assertRefused, parameterArn, policy, withEndpoints } from "../fixture";

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
