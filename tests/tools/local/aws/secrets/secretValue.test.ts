import assert from "node:assert/strict";
import { createSecretStore, type StoredSecret } from "../../../../../tools/local/aws/secrets/secretStore";
import { addVersion } from "../../../../../tools/local/aws/secrets/secretStore";
import { findVersion, putValue, readPutRequest } from "../../../../../tools/local/aws/secrets/secretValue";
import { attachStage, stagesById } from "../../../../../tools/local/aws/secrets/secretVersions";

const token = "0".repeat(32);

function secretWith(...versions: { id: string; stages: string[]; value: string }[]): StoredSecret {
    return createSecretStore([{ arn: "arn", name: "secret", kmsKeyArn: "key", versions }]).get("secret");
}

describe("findVersion", () => {
    const secret = secretWith(
        { id: "v1", stages: ["AWSPREVIOUS"], value: "one" },
        { id: "v2", stages: ["AWSCURRENT"], value: "two" },
    );
    attachStage(secret.versions, "AWSPENDING", addVersion(secret, undefined, "v3"));

    const found: [id: string | undefined, stage: string | undefined, expected: string][] = [
        [undefined, undefined, "v2"],
        [undefined, "AWSPREVIOUS", "v1"],
        ["v1", undefined, "v1"],
        ["v1", "AWSPREVIOUS", "v1"],
    ];
    for (const [id, stage, expected] of found) {
        it(`finds ${expected} by id ${String(id)} and stage ${String(stage)}`, () => {
            assert.equal(findVersion(secret, id, stage).id, expected);
        });
    }

    const refused: [id: string | undefined, stage: string | undefined, code: string, message: string][] = [
        [undefined, "OTHER", "ResourceNotFoundException", missing("staging label: OTHER")],
        ["v9", undefined, "ResourceNotFoundException", missing("VersionId: v9")],
        ["v9", "AWSCURRENT", "ResourceNotFoundException", missing("VersionId: v9")],
        // As createSecret finds it: the version exists, but has no value yet.
        [undefined, "AWSPENDING", "ResourceNotFoundException", missing("staging label: AWSPENDING")],
        ["v3", "AWSPENDING", "ResourceNotFoundException", missing("VersionId: v3")],
        [
            "v1",
            "AWSCURRENT",
            "InvalidRequestException",
            "You provided a VersionStage that is not associated to the provided VersionId.",
        ],
    ];
    for (const [id, stage, code, message] of refused) {
        it(`refuses id ${String(id)} with stage ${String(stage)}`, () => {
            assert.throws(() => findVersion(secret, id, stage), { code, message });
        });
    }
});

describe("readPutRequest", () => {
    it("reads the members, AWSCURRENT being the stage unless others are given", () => {
        const request = { ClientRequestToken: token, SecretString: "value" };

        assert.deepEqual(readPutRequest(request), { versionId: token, value: "value", stages: ["AWSCURRENT"] });
        assert.deepEqual(readPutRequest({ ...request, VersionStages: ["A", "B"] }).stages, ["A", "B"]);
    });

    const refused: [what: string, change: object, code: string][] = [
        ["no token", { ClientRequestToken: undefined }, "ValidationException"],
        ["a short token", { ClientRequestToken: "0".repeat(31) }, "InvalidParameterException"],
        ["a long token", { ClientRequestToken: "0".repeat(65) }, "InvalidParameterException"],
        ["no value", { SecretString: undefined }, "ValidationException"],
        ["an empty value", { SecretString: "" }, "ValidationException"],
        ["a value that is no text", { SecretString: 1 }, "SerializationException"],
        ["a value of too many bytes", { SecretString: "ü".repeat(32_769) }, "InvalidParameterException"],
        ["no stages", { VersionStages: [] }, "ValidationException"],
        ["too many stages", { VersionStages: Array<string>(21).fill("A") }, "ValidationException"],
        ["a stage that is no text", { VersionStages: [1] }, "SerializationException"],
    ];
    for (const [what, change, code] of refused) {
        it(`refuses ${what}`, () => {
            assert.throws(() => readPutRequest({ ClientRequestToken: token, SecretString: "value", ...change }), {
                code,
            });
        });
    }
});

describe("putValue", () => {
    it("makes the first version current, for any requested stages", () => {
        const secret = secretWith();

        putValue(secret, { versionId: "v1", value: "one", stages: ["MINE"] });

        assert.deepEqual(stagesById(secret.versions), { v1: ["AWSCURRENT", "MINE"] });
    });

    it("removes a version without stages", () => {
        const secret = secretWith(
            { id: "v1", stages: ["AWSPREVIOUS"], value: "one" },
            { id: "v2", stages: ["AWSCURRENT"], value: "two" },
        );

        putValue(secret, { versionId: "v3", value: "three", stages: ["AWSCURRENT"] });

        assert.deepEqual(stagesById(secret.versions), { v2: ["AWSPREVIOUS"], v3: ["AWSCURRENT"] });
    });

    it("fills the empty version that a rotation begins with", () => {
        const secret = secretWith({ id: "v1", stages: ["AWSCURRENT"], value: "one" });
        attachStage(secret.versions, "AWSPENDING", addVersion(secret, undefined, "v2"));

        const version = putValue(secret, { versionId: "v2", value: "two", stages: ["AWSPENDING"] });

        assert.deepEqual([version.id, version.value], ["v2", "two"]);
        assert.deepEqual(stagesById(secret.versions), { v1: ["AWSCURRENT"], v2: ["AWSPENDING"] });
    });

    it("does nothing when repeated with the same value", () => {
        const secret = secretWith({ id: "v1", stages: ["AWSCURRENT"], value: "one" });

        const version = putValue(secret, { versionId: "v1", value: "one", stages: ["OTHER"] });

        assert.equal(version.id, "v1");
        assert.deepEqual(stagesById(secret.versions), { v1: ["AWSCURRENT"] });
    });

    it("refuses another value for a version, and changes nothing", () => {
        const secret = secretWith({ id: "v1", stages: ["AWSCURRENT"], value: "one" });

        assert.throws(() => putValue(secret, { versionId: "v1", value: "two", stages: ["AWSCURRENT"] }), {
            code: "ResourceExistsException",
            message: "A resource with the ID you requested already exists.",
        });
        assert.equal(findVersion(secret, "v1", undefined).value, "one");
    });
});

function missing(wanted: string): string {
    return `Secrets Manager can't find the specified secret value for ${wanted}`;
}
