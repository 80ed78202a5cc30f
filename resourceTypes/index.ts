import { applicationAutoScaling } from "./applicationAutoScaling";
import { awsxVpc } from "./awsxVpc";
import { backup } from "./backup";
import { cloudWatch } from "./cloudWatch";
import { ec2 } from "./ec2";
import { events } from "./events";
import { iam } from "./iam";
import { kms } from "./kms";
import { lambda } from "./lambda";
import { logs } from "./logs";
import { rds } from "./rds";
import type { ResourceType } from "./resourceType";
import { scheduler } from "./scheduler";
import { secretsManager } from "./secretsManager";
import { securityGroups } from "./securityGroups";
import { sns } from "./sns";
import { ssm } from "./ssm";

/** The records of all types of AWS resources that the program, or `awsx` for it, creates. */
export const resourceTypes = {
    ...applicationAutoScaling,
    ...awsxVpc,
    ...backup,
    ...cloudWatch,
    ...ec2,
    ...events,
    ...iam,
    ...kms,
    ...lambda,
    ...logs,
    ...rds,
    ...scheduler,
    ...secretsManager,
    ...securityGroups,
    ...sns,
    ...ssm,
};

const byToken: ReadonlyMap<string, ResourceType> = new Map(
    Object.values(resourceTypes).map((record) => [record.token, record]),
);

/** The record of a type, or undefined. */
export function findResourceType(token: string): ResourceType | undefined {
    return byToken.get(token);
}

/**
 * The record of a type.
 *
 * @throws if the type has none.
 */
export function resourceType(token: string): ResourceType {
    const found = findResourceType(token);
    if (found === undefined) {
        throw new Error(`${token}: has no record; add one to the file of its service in ${__dirname}`);
    }
    return found;
}
