import { deepEqual } from "node:assert/strict";
import type { RegisteredResource } from "../../offline/registeredResource";
import { resourceType, resourceTypes } from "../../resourceTypes";
import { awsxVpc } from "../../resourceTypes/awsxVpc";
import {
    backupProd,
    bucketsProd,
    changedDev,
    declaringProd,
    decommissionedProd,
    projectKeys,
    scaledProd,
    stacks,
    wholeProgram,
} from "../program/runs";
import { effectOf } from "./effectOf";

/** No stack's file has addresses for alarms, which bring the subscriptions. */
const alarmed = { stack: "prod", config: projectKeys({ alarmEmails: JSON.stringify(["on-call@example.com"]) }) };

describe("the records of the resources that the stacks register", function () {
    this.timeout(120_000);

    const registered: RegisteredResource[] = [];
    before(async () => {
        for (const options of [
            ...stacks.map((stack) => ({ stack })),
            changedDev,
            decommissionedProd,
            alarmed,
            scaledProd,
            bucketsProd,
            backupProd,
            declaringProd,
        ]) {
            const { resources } = await wholeProgram(options);
            registered.push(...resources.filter(({ type }) => type.startsWith("aws:")));
        }
    });

    it("are all records, with those of the children of awsx.ec2.Vpc", () => {
        const childrenOfVpc = Object.values(awsxVpc).map(({ token }): string => token);

        const types = new Set([...childrenOfVpc, ...registered.map(({ type }) => type)]);

        deepEqual(
            Object.values(resourceTypes)
                .map(({ token }): string => token)
                .sort(),
            [...types].sort(),
        );
    });

    it("say of each input that the program sets whether it replaces the resource or updates it", () => {
        const unknown = registered.flatMap(({ type, inputs }) =>
            Object.keys(inputs)
                .filter((input) => effectOf(resourceType(type), input) === undefined)
                .map((input) => `${type}: ${input}: add it to replacedBy or to updatedBy`),
        );

        deepEqual([...new Set(unknown)], []);
    });
});
