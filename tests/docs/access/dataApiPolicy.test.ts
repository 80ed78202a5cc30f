import { deepEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accountId } from "../../../offline/awsOutputs";
import { type ProgramRun, projectFolder } from "../../../offline/runProgram";
import { partitionOf } from "../../../settings/aws/regions";
import { evaluate } from "../../../tools/local/iam/evaluate";
import { parsePolicy, type Policy } from "../../../tools/local/iam/policy";
import { one, output } from "../../program/resources";
import { region, wholeProgram } from "../../program/runs";

const principal = { roleArn: `arn:aws:iam::${accountId}:role/reports`, accountId };

describe("docs/data-api-policy.json", () => {
    let run: ProgramRun;
    let policy: Policy;
    const arnOf = (kind: string, name?: string) => output(one(run, kind, name), "arn");

    before(async () => {
        run = await wholeProgram({ stack: "dev" });
        const { id, dnsSuffix } = partitionOf(region);
        const values = new Map([
            ["ACCOUNT_ID", accountId],
            ["DNS_SUFFIX", dnsSuffix],
            ["IDENTIFIER", "experimentation-dev"],
            ["KEY_ARN", arnOf("Key", "database")],
            ["PARTITION", id],
            ["REGION", region],
            ["SECRET_ARN", arnOf("Secret", "database-reader")],
        ]);
        const text = readFileSync(join(projectFolder, "docs/data-api-policy.json"), "utf8");
        policy = parsePolicy(
            text.replace(/\$\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole),
            "identity",
            "the caller's policy",
        );
    });

    const may = (action: string, resource: string, context: Record<string, string> = {}) =>
        evaluate({ principal, action, resource, context }, { identity: [policy] }).allowed;

    const throughSecrets = { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` };

    it("allows what the Data API does for its caller, on the ARNs that the program registers", () => {
        const allowed = [
            may("rds-data:ExecuteStatement", arnOf("Cluster")),
            may("rds-data:BatchExecuteStatement", arnOf("Cluster")),
            may("rds-data:BeginTransaction", arnOf("Cluster")),
            may("rds-data:CommitTransaction", arnOf("Cluster")),
            may("rds-data:RollbackTransaction", arnOf("Cluster")),
            may("secretsmanager:GetSecretValue", arnOf("Secret", "database-reader")),
            may("kms:Decrypt", arnOf("Key", "database"), throughSecrets),
        ];

        deepEqual(
            allowed,
            allowed.map(() => true),
        );
    });

    it("allows no other cluster, secret or use of the key", () => {
        const allowed = [
            may("rds-data:ExecuteStatement", arnOf("Cluster").replace("-dev", "-prod")),
            may("rds:ModifyDBCluster", arnOf("Cluster")),
            may("secretsmanager:GetSecretValue", arnOf("Secret", "database-application")),
            may("secretsmanager:PutSecretValue", arnOf("Secret", "database-reader")),
            may("kms:Decrypt", arnOf("Key", "database")),
        ];

        deepEqual(
            allowed,
            allowed.map(() => false),
        );
    });
});
