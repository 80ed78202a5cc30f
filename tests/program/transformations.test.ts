import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { bundleCode } from "../../components/function/bundle";
import { runProgram } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { runPart } from "../components/part";
import { stacks } from "./runs";

/**
 * The arguments of a resource that were plain, and that a transformation made an Output: type, name and path of each.
 */
type Offences = string[];

/** The property in which the SDK keeps a resource's own and inherited transformations (`resource.js`). */
const property = "__transformations";

/**
 * Runs something, and watches each transformation of each resource.
 *
 * @returns the number of transformations that ran, and the arguments that they wrongly wrapped.
 */
async function watched(run: () => Promise<unknown>): Promise<{ readonly runs: number; readonly offences: Offences }> {
    const kept = new WeakMap<object, unknown>();
    const offences: Offences = [];
    let runs = 0;
    const watching =
        (transformation: pulumi.ResourceTransformation): pulumi.ResourceTransformation =>
        (args) => {
            const before: unknown = args.props;
            const result = transformation(args);
            runs += 1;
            offences.push(...madeOutputs(`${args.type} ${args.name}`, before, result?.props ?? before));
            return result;
        };
    const wrappers = new WeakMap<object, pulumi.ResourceTransformation>();
    const isTransformation = (value: unknown): value is pulumi.ResourceTransformation => typeof value === "function";
    Object.defineProperty(pulumi.Resource.prototype, property, {
        configurable: true,
        get(this: object) {
            return kept.get(this);
        },
        set(this: object, transformations: readonly unknown[]) {
            const wrapped = transformations.filter(isTransformation).map((each) => {
                const wrapper = wrappers.get(each) ?? watching(each);
                // Inherited transformations appear again, wrapped.
                wrappers.set(each, wrapper).set(wrapper, wrapper);
                return wrapper;
            });
            kept.set(this, wrapped);
        },
    });
    try {
        await run();
    } finally {
        Reflect.deleteProperty(pulumi.Resource.prototype, property);
    }
    return { runs, offences };
}

function madeOutputs(path: string, before: unknown, after: unknown): Offences {
    if (pulumi.Output.isInstance(before)) {
        return [];
    }
    if (pulumi.Output.isInstance(after)) {
        return [path];
    }
    const old = toRecord(before);
    return Object.entries(toRecord(after)).flatMap(([key, value]) => madeOutputs(`${path}: ${key}`, old[key], value));
}

describe("a transformation", () => {
    for (const stack of stacks) {
        it(`turns no plain argument into an Output in ${stack}`, async () => {
            const { runs, offences } = await watched(() => runProgram({ stack }));

            assert.deepEqual(offences, []);
            assert.ok(runs > 100, String(runs));
        });
    }

    it("is reported by the check if it turns one into an Output", async () => {
        const wraps: pulumi.ResourceTransformation = ({ props, opts }) => ({
            props: { ...props, tags: pulumi.output({ owner: "a" }) },
            opts,
        });
        const part = () => {
            new pulumi.ComponentResource(
                "experimentation:test:Part",
                "part",
                { tags: {} },
                { transformations: [wraps] },
            );
        };

        const { offences } = await watched(() => runPart(part));

        assert.deepEqual(offences, ["experimentation:test:Part part: tags"]);
    });

    it("keeps a function's plain code plain", async () => {
        const closure = new pulumi.asset.StringAsset("exports.handler = () => 0;");
        const code = new pulumi.asset.AssetArchive({ "__index.js": closure });
        const role = "arn:aws:iam::123456789012:role/test";
        const part = () => {
            new aws.lambda.Function("test", { role, code }, { transformations: [bundleCode("us-east-1")] });
        };

        const result = await watched(() => runPart(part));

        assert.deepEqual(result, { runs: 1, offences: [] });
    });
});
