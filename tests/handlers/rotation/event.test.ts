import assert from "node:assert/strict";
import { inspect } from "node:util";
import { parseRotationEvent } from "../../../handlers/rotation/event";

describe("parseRotationEvent", () => {
    it("reads the event of Secrets Manager and ignores other fields", () => {
        const event = { SecretId: "arn", ClientRequestToken: "token", Step: "testSecret", RotationToken: "x" };

        assert.deepEqual(parseRotationEvent(event), { secretId: "arn", token: "token", step: "testSecret" });
    });

    const step =
        "Step: must be one of createSecret, setSecret, testSecret, finishSecret; let Secrets Manager send the event";
    const wrong: readonly (readonly [unknown, string])[] = [
        [undefined, step],
        [null, step],
        ["createSecret", step],
        [{ Step: "dropSecret" }, step],
        [{ Step: "toString" }, step],
        [{ Step: "setSecret" }, "SecretId: must be a text; let Secrets Manager send the event"],
        [{ Step: "setSecret", SecretId: "" }, "SecretId: must be a text; let Secrets Manager send the event"],
        [
            { Step: "setSecret", SecretId: "arn", ClientRequestToken: 1 },
            "ClientRequestToken: must be a text; let Secrets Manager send the event",
        ],
    ];
    for (const [event, message] of wrong) {
        it(`refuses ${inspect(event)}`, () => {
            assert.throws(() => parseRotationEvent(event), { code: "eventInvalid", message });
        });
    }
});
