import assert from "node:assert/strict";
import { parseSettings } from "../../../settings/parse";
import { stackValues } from "../stackFiles";
import { type Case, describeRules, integer } from "./describeRules";

const home = "123456789012";
const known = { backupPlan: "true", "aws:allowedAccountIds": `["${home}"]` };
const vault = (region: string, account: string, name = "database-copies") =>
    `arn:aws:backup:${region}:${account}:backup-vault:${name}`;
const elsewhere = vault("us-west-2", home);
const theirs = vault("us-east-1", "111122223333");
const into = (...arns: readonly string[]) => ({ ...known, backupCopyVaultArns: JSON.stringify(arns) });
const refused = (problem: string, ...arns: readonly string[]): Case => {
    const shown = JSON.stringify(arns);
    const line = shown.length > 100 ? `${shown.slice(0, 100)}...` : shown;
    return [into(...arns), `backupCopyVaultArns: ${line}: ${problem}`];
};
const form =
    "is not the ARN of a vault of AWS Backup; use for instance " +
    `arn:aws:backup:<another region>:${home}:backup-vault:database-copies`;

describeRules("copies of backups", [
    [into(elsewhere)],
    [into(theirs)],
    [into(elsewhere, theirs, vault("eu-central-1", home), vault("us-east-1", "444455556666"))],
    [{ ...into(elsewhere), backupCopyDays: "365" }],
    [
        { ...into(elsewhere), backupPlan: "false" },
        `backupCopyVaultArns: ["${elsewhere}"]: there is no backup to copy; remove it, or set backupPlan to true`,
    ],
    [
        { ...known, backupCopyDays: "90" },
        "backupCopyDays: 90: has no effect without a vault for copies; remove it, or set backupCopyVaultArns",
    ],
    [{ ...into(elsewhere), backupCopyDays: "36501" }, `backupCopyDays: 36501: ${integer(0, 36_500)}`],
    ...["[]", `["${home}","111122223333"]`].map((accounts): Case => [
        { ...into(elsewhere), "aws:allowedAccountIds": accounts },
        `backupCopyVaultArns: ["${elsewhere}"]: needs to know which account is the stack's own; ` +
            "write that account alone into aws:allowedAccountIds",
    ]),
    ...[
        "database-copies",
        "arn:aws:backup:us-west-2:1234:backup-vault:copies",
        vault("us-west-2", home, "copies-*"),
    ].map((arn) => refused(`${arn} ${form}`, arn)),
    ...[vault("cn-north-1", home), vault("us-west-9", home), elsewhere.replace("arn:aws:", "arn:aws-cn:")].map((arn) =>
        refused(
            `${arn} is in no region of the partition of us-east-1, and AWS Backup copies to no other; name a vault there`,
            arn,
        ),
    ),
    refused(
        `${vault("us-west-2", home, "Default")} has AWS's own key; name a vault that has a key of its own`,
        vault("us-west-2", home, "Default"),
    ),
    refused(
        `${vault("us-east-1", home)} is in the stack's own region and account, where the backup is already; ` +
            "name a vault elsewhere",
        vault("us-east-1", home),
    ),
    refused(
        `${vault("us-west-2", "111122223333")} is in another region of another account, and AWS Backup copies a ` +
            "snapshot of Aurora only to one of both; name a vault of account 111122223333 in us-east-1, or one of " +
            `account ${home} in us-west-2`,
        vault("us-west-2", "111122223333"),
    ),
    refused(
        "has two vaults in us-west-2, database-copies and more; list one of them",
        elsewhere,
        vault("us-west-2", home, "more"),
    ),
    refused(
        "has two vaults in account 111122223333, database-copies and database-copies; list one of them",
        theirs,
        theirs,
    ),
]);

describe("copies of backups", () => {
    const copies = (changes: Record<string, string>) =>
        parseSettings(stackValues("staging", { ...into(theirs, elsewhere), ...changes }), "staging").database.backups
            ?.copies;

    it("are kept as long as the backups, unless the configuration says how long", () => {
        assert.deepEqual(copies({ backupPlanDays: "20" }), {
            vaults: [
                { kind: "account", arn: theirs, accountId: "111122223333" },
                { kind: "region", arn: elsewhere, region: "us-west-2", name: "database-copies" },
            ],
            retentionDays: 20,
        });
        assert.equal(copies({ backupPlanDays: "20", backupCopyDays: "400" })?.retentionDays, 400);
    });
});
