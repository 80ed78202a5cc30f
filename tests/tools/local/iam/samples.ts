/** An account, its access role and what the role reads. */
export const accountId = "111122223333";
export const roleArn = `arn:aws:iam::${accountId}:role/access`;
export const secretArn = `arn:aws:secretsmanager:eu-west-1:${accountId}:secret:reader-AbCdEf`;
export const functionArn = `arn:aws:lambda:eu-west-1:${accountId}:function:access`;

/** The decisions of IAM. */
export const allowed = { allowed: true };
export const noIdentity = { allowed: false, reason: "noAllow", policyType: "identity-based" };
export const noResource = { allowed: false, reason: "noAllow", policyType: "resource-based" };
export const denied = { allowed: false, reason: "explicitDeny", policyType: "identity-based" };
