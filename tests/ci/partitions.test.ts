import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { accountId } from "../../offline/awsOutputs";
import { projectFolder } from "../../offline/runProgram";
import { rendered, valuesIn } from "./policies";

const files = readdirSync(join(projectFolder, "docs/ci"));

for (const region of ["cn-north-1", "us-gov-west-1"]) {
    const { PARTITION: partition = "", DNS_SUFFIX: suffix = "" } = valuesIn(region);
    const text = files.map((file) => rendered(file, region)).join("\n");

    describe(`the policies of docs/ci in ${region}`, () => {
        it("name no ARN of another partition, region or account", () => {
            const owners = [...text.matchAll(/arn:([^:\s]*):([^:\s]*):([^:\s]*):([^:\s]*):/g)].map(
                ([, ...parts]) => `${parts[0]} ${parts[2]} ${parts[3]}`,
            );

            assert.deepEqual([...new Set(owners)].sort(), [
                // Buckets.
                `${partition}  `,
                `${partition}  ${accountId}`,
                `${partition}  aws`,
                // Backups are copied to other regions.
                `${partition} * ${accountId}`,
                // Application Auto Scaling checks the caller's permissions with this account, which cannot exist.
                `${partition} ${region} 12345`,
                `${partition} ${region} ${accountId}`,
            ]);
        });

        it("name hosts of the partition in kms:ViaService, and elsewhere the principals of every partition", () => {
            const names = text.match(/[\w.-]*amazonaws[\w.-]*/g) ?? [];

            assert.deepEqual(
                [...new Set(names)].sort(),
                [
                    "backup.amazonaws.com",
                    `backup.${region}.${suffix}`,
                    "lambda.amazonaws.com",
                    `lambda.${region}.${suffix}`,
                    "logging.s3.amazonaws.com",
                    "monitoring.rds.amazonaws.com",
                    "rds.amazonaws.com",
                    "rds.application-autoscaling.amazonaws.com",
                    `rds.${region}.${suffix}`,
                    "scheduler.amazonaws.com",
                    `secretsmanager.${region}.${suffix}`,
                    "sts.amazonaws.com",
                    "vpc-flow-logs.amazonaws.com",
                ].sort(),
            );
        });
    });
}
