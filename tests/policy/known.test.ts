import assert from "node:assert/strict";
import * as policy from "@pulumi/policy";
import { known } from "../../policy/known";
import { unknownValue } from "../../policy/values";

/** The engine's mark for a text that a preview does not know. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Properties as the SDK passes them to a policy. Its function has no type. */
function handedOver(properties: object): object {
    const wrap: unknown = Reflect.get(policy, "unknownCheckingProxy");
    const wrapped: unknown = typeof wrap === "function" ? Reflect.apply(wrap, undefined, [properties]) : undefined;
    return typeof wrapped === "object" && wrapped !== null
        ? wrapped
        : assert.fail("this SDK wraps properties otherwise");
}

describe("properties from Pulumi's policy SDK", () => {
    it("are copied with unknown values marked at any depth", () => {
        const properties = handedOver({
            kmsKeyId: unknownText,
            subnetIds: ["subnet-1", unknownText],
            vpcConfig: { securityGroupIds: unknownText, mode: null },
            port: 5432,
        });

        const copied = known(properties);

        assert.deepEqual(copied, {
            kmsKeyId: unknownValue,
            subnetIds: ["subnet-1", unknownValue],
            vpcConfig: { securityGroupIds: unknownValue, mode: null },
            port: 5432,
        });
    });

    it("throw when an unknown value is read directly", () => {
        const properties = handedOver({ kmsKeyId: unknownText });

        assert.throws(() => Reflect.get(properties, "kmsKeyId"), /can't be known during preview/);
    });
});
