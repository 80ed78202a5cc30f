import { type ProgramRun, type RunOptions, runProgram } from "../../offline/runProgram";

/** The stacks that have a file. */
export const stacks = ["dev", "staging", "prod"] as const;

/** One of {@link stacks}. */
export type Stack = (typeof stacks)[number];

/** The region of the three stack files. */
export const region = "us-east-1";

const project = "experimentation-database";

/** A dev stack under a name of its own, with all the keys changed that need the whole program to be seen. */
export const changedDev: RunOptions = {
    stack: "dev",
    stackName: "alice",
    config: projectKeys({
        environment: "dev",
        owner: "team-a",
        costCentre: "4711",
        logRetentionDays: "30",
        tracing: "false",
        finalSnapshot: "false",
        monitoringIntervalSeconds: "0",
        accessReservedConcurrency: "5",
        accessTimeoutSeconds: "30",
        accessMemoryMb: "1024",
        rotationDays: "7",
        rotationTimeoutSeconds: "90",
        rotationMemoryMb: "768",
        readerConnectionLimit: "40",
    }),
};

/** A production stack whose readers Aurora scales, with an endpoint of one reader. */
export const scaledProd: RunOptions = {
    stack: "prod",
    config: projectKeys({
        readerScaling: "cpu",
        readerScalingMax: "5",
        customEndpoint: "analytics",
        customEndpointReaders: "[1]",
    }),
};

/** A production stack that exports to a folder of a bucket and imports from two buckets, with a key. */
export const bucketsProd: RunOptions = {
    stack: "prod",
    config: projectKeys({
        exportBucketArns: '["arn:aws:s3:::warehouse/experiments"]',
        importBucketArns: '["arn:aws:s3:::warehouse/units", "arn:aws:s3:::partners"]',
        bucketKeyArns: '["arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d"]',
    }),
};

/** A production stack whose backups outlive it: its own, and those of AWS Backup in a vault with a lock of governance. */
export const backupProd: RunOptions = {
    stack: "prod",
    config: projectKeys({
        retainBackups: "true",
        backupPlan: "true",
        backupLock: "governance",
        backupLockMinDays: "7",
    }),
};

/** Vaults for copies: of the stack's account in another region, and of another account. */
export const copyVaultArns = {
    region: "arn:aws:backup:us-west-2:123456789012:backup-vault:database-copies",
    account: `arn:aws:backup:${region}:111122223333:backup-vault:database-copies`,
} as const;

/** As {@link backupProd}, with copies into both {@link copyVaultArns}. */
export const copyingProd: RunOptions = {
    stack: "prod",
    config: {
        ...backupProd.config,
        ...projectKeys({ backupCopyVaultArns: JSON.stringify(Object.values(copyVaultArns)), backupCopyDays: "90" }),
    },
};

/** A production stack with a further database and further roles. */
export const declaringProd: RunOptions = {
    stack: "prod",
    config: projectKeys({
        databases: JSON.stringify({
            reports: {
                owner: "marts_owner",
                extensions: ["citext"],
                schemas: ["marts"],
                grants: [{ to: "analysts", schema: "marts", tables: ["select"] }],
            },
        }),
        databaseRoles: JSON.stringify({
            analysts: {},
            jane: { login: "iam", memberOf: ["analysts"] },
            marts_owner: {},
        }),
    }),
};

/** A production stack that is about to be destroyed. */
export const decommissionedProd: RunOptions = {
    stack: "prod",
    config: projectKeys({ decommission: "prod", instances: "1" }),
};

const runs = new Map<string, Promise<ProgramRun>>();

/** Removes the alarm recipients, because owners may change them in the stack files. */
const noRecipients = projectKeys({ alarmEmails: "[]", alarmUrls: "[]" });

/**
 * A run of the whole program, without recipients of alarms unless `options` name some. A run takes a second or two,
 * most of it for the functions' code, so all test files share the run with the same options.
 */
export async function wholeProgram(options: Omit<RunOptions, "program">): Promise<ProgramRun> {
    const key = JSON.stringify(options);
    const run = runs.get(key) ?? runProgram({ ...options, config: { ...noRecipients, ...options.config } });
    runs.set(key, run);
    return await run;
}

/** Keys of the project with its namespace, as `runProgram` takes them. */
export function projectKeys(changes: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(changes).map(([key, value]) => [`${project}:${key}`, value]));
}
