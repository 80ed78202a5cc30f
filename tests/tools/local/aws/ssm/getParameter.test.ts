import assert from "node:assert/strict";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { access, assertRefused, parameterArn, rotation, withEndpoints } from "../fixture";

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
