import type { Rule } from "../rule";
import { accountRules } from "./accounts";
import { backupRules } from "./backups";
import { bucketRules } from "./buckets";
import { cloneRules } from "./clones";
import { clusterRules } from "./cluster";
import { clusterLoginRules } from "./clusterLogins";
import { databaseEventRules } from "./databaseEvents";
import { functionRules } from "./functions";
import { iamPolicyRules } from "./iamPolicies";
import { instanceRules } from "./instances";
import { invocationRules } from "./invocations";
import { keyRules } from "./keys";
import { keyWatchRules } from "./keyWatch";
import { kindRules } from "./kinds";
import { logRules } from "./logs";
import { notificationRules } from "./notifications";
import { parameterRules } from "./parameters";
import { readerScalingRules } from "./readerScaling";
import { roleRules } from "./roles";
import { secretRules } from "./secrets";
import { securityGroupRules } from "./securityGroups";
import { tagRules } from "./tags";
import { vpcRules } from "./vpc";

/** All rules, by subject. */
export const rules: readonly Rule[] = [
    ...clusterRules,
    ...clusterLoginRules,
    ...cloneRules,
    ...instanceRules,
    ...readerScalingRules,
    ...bucketRules,
    ...backupRules,
    ...parameterRules,
    ...keyRules,
    ...keyWatchRules,
    ...secretRules,
    ...functionRules,
    ...invocationRules,
    ...iamPolicyRules,
    ...roleRules,
    ...accountRules,
    ...securityGroupRules,
    ...vpcRules,
    ...logRules,
    ...notificationRules,
    ...databaseEventRules,
    ...tagRules,
    ...kindRules,
];
