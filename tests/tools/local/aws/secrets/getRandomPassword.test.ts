import assert from "node:assert/strict";
import { GetRandomPasswordCommand } from "@aws-sdk/client-secrets-manager";
import { access, assertRefused, rotation, sessionOf, withEndpoints } from "../fixture";

describe("Secrets Manager's GetRandomPassword", () => {
    it("makes a password by the options", async () => {
        await withEndpoints(async ({ secrets }) => {
            const command = new GetRandomPasswordCommand({ PasswordLength: 40, ExcludePunctuation: true });

            const { RandomPassword: password = "" } = await secrets(rotation).send(command);

            assert.match(password, /^[a-zA-Z0-9]{40}$/);
        });
    });

    it("refuses a role without the permission", async () => {
        await withEndpoints(async ({ secrets }) => {
            await assertRefused(
                secrets(access).send(new GetRandomPasswordCommand({})),
                "AccessDeniedException",
                `User: ${sessionOf("access-role", "access")} is not authorized to perform: ` +
                    "secretsmanager:GetRandomPassword on resource: * " +
                    "because no identity-based policy allows the secretsmanager:GetRandomPassword action",
            );
        });
    });
});
