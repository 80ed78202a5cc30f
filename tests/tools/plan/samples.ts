import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { makePlan, type Plan, type PlannedResource } from "../../../tools/plan/plan";
import { run } from "../../offline/smallProgram";

/** The plan of a small program, with the dev stack's configuration. */
export async function planOf(program: () => unknown): Promise<Plan> {
    return await makePlan("dev", await run(program));
}

/** A component. */
export class Part extends pulumi.ComponentResource {
    constructor(name: string, opts: pulumi.ComponentResourceOptions = {}) {
        super("experimentation:sample:Part", name, {}, opts);
    }
}

/** A function with this code. */
export function lambda(name: string, code: string): aws.lambda.Function {
    return new aws.lambda.Function(name, {
        name,
        role: "arn:aws:iam::123456789012:role/made-elsewhere",
        code: new pulumi.asset.AssetArchive({
            "index.js": new pulumi.asset.StringAsset(code),
            "data.json": new pulumi.asset.StringAsset("{}"),
        }),
    });
}

/** A plan of these resources. */
export function samplePlan(resources: readonly PlannedResource[], plan: Partial<Plan> = {}): Plan {
    return {
        stack: "dev",
        environment: "dev",
        region: "us-east-1",
        tags: {},
        outputs: [],
        warnings: [],
        resources,
        ...plan,
    };
}

/** A resource of a plan, by default a log group. */
export function sampleResource(resource: Partial<PlannedResource>): PlannedResource {
    return {
        type: "aws:cloudwatch/logGroup:LogGroup",
        name: "logs",
        parent: null,
        component: false,
        options: noOptions,
        settings: {},
        ...resource,
    };
}

/** The default options of a resource. */
export const noOptions = { protect: false, retainOnDelete: false, deleteBeforeReplace: false, ignoreChanges: [] };
