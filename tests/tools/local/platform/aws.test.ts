import { deepEqual } from "node:assert/strict";
import { type ProgramRun, runProgram } from "../../../../offline/runProgram";
import { type LocalAws, serveAws } from "../../../../tools/local/platform/aws";
import { secretArn } from "../../../../tools/local/platform/platform";
import { outputText, resourceOf } from "../../../../tools/local/platform/resources";
import { applicationPolicy } from "../../../docs/access/document";

describe("the application's role on this machine", () => {
    let program: ProgramRun;
    let aws: LocalAws;
    before(async () => {
        program = await runProgram({ stack: "dev" });
        aws = await serveAws(program.resources, program.region, "{}");
    });
    after(async () => {
        await aws.endpoints.stop();
    });

    it("has the policy of docs/access.md, and nothing else", () => {
        const secret = resourceOf(program.resources, "aws:secretsmanager/secret:Secret", "database-application");
        const documented: unknown = JSON.parse(
            applicationPolicy()
                .replaceAll(/arn:aws:secretsmanager:[^"]+/g, secretArn(program, "application"))
                .replaceAll(/arn:aws:kms:[^"]+/g, outputText(secret, "kmsKeyId"))
                .replaceAll("123456789012", aws.account.accountId),
        );

        const { policies } = aws.application;

        deepEqual(policies, [documented]);
    });
});
