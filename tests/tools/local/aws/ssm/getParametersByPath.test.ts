import assert from "node:assert/strict";
import { GetParametersByPathCommand } from "@aws-sdk/client-ssm";
import { access, assertRefused, withEndpoints } from "../fixture";

describe("SSM's GetParametersByPath", () => {
    const cases: [what: string, path: string, recursive: boolean, expected: string[]][] = [
        ["one level", "/db", false, ["/db/host", "/db/port"]],
        ["one level of a path that ends in a slash", "/db/", false, ["/db/host", "/db/port"]],
        ["all levels", "/db", true, ["/db/host", "/db/port", "/db/hidden/name"]],
        ["nothing below a parameter", "/db/host", true, []],
    ];

    for (const [what, path, recursive, expected] of cases) {
        it(`returns ${what}`, async () => {
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
