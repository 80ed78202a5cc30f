import assert from "node:assert/strict";
import { type SecretVersions, stagesById } from "../../../../../tools/local/aws/secrets/secretVersions";
import { moveStage, type StageMove } from "../../../../../tools/local/aws/secrets/stageMove";

function versionsWith(stages: Record<string, string[]>): SecretVersions {
    return new Map(
        Object.entries(stages).map(([id, held]) => [
            id,
            { id, value: `value of ${id}`, stages: new Set(held), createdAt: new Date(0) },
        ]),
    );
}

const start = { v1: ["AWSPREVIOUS"], v2: ["AWSCURRENT", "KEPT"], v3: ["AWSPENDING"] };

describe("moveStage", () => {
    const moves: [what: string, move: Partial<StageMove>, expected: Record<string, string[]>][] = [
        [
            "moves AWSCURRENT, AWSPREVIOUS following, and drops what is left without a stage",
            { stage: "AWSCURRENT", removeFrom: "v2", moveTo: "v3" },
            { v2: ["KEPT", "AWSPREVIOUS"], v3: ["AWSPENDING", "AWSCURRENT"] },
        ],
        [
            "moves AWSCURRENT back, swapping it with AWSPREVIOUS",
            { stage: "AWSCURRENT", removeFrom: "v2", moveTo: "v1" },
            { v1: ["AWSCURRENT"], v2: ["KEPT", "AWSPREVIOUS"], v3: ["AWSPENDING"] },
        ],
        [
            "moves any other stage alone",
            { stage: "KEPT", removeFrom: "v2", moveTo: "v1" },
            { v1: ["AWSPREVIOUS", "KEPT"], v2: ["AWSCURRENT"], v3: ["AWSPENDING"] },
        ],
        [
            "adds a stage that is nowhere",
            { stage: "NEW", moveTo: "v1" },
            { v1: ["AWSPREVIOUS", "NEW"], v2: ["AWSCURRENT", "KEPT"], v3: ["AWSPENDING"] },
        ],
        ["does nothing where the stage is already there", { stage: "AWSCURRENT", moveTo: "v2" }, start],
        [
            "removes a stage, and with it the version that held no other",
            { stage: "AWSPENDING", removeFrom: "v3" },
            { v1: ["AWSPREVIOUS"], v2: ["AWSCURRENT", "KEPT"] },
        ],
    ];
    for (const [what, move, expected] of moves) {
        it(what, () => {
            const versions = versionsWith(start);

            moveStage(versions, { stage: "", removeFrom: undefined, moveTo: undefined, ...move });

            assert.deepEqual(stagesById(versions), expected);
        });
    }

    const refused: [what: string, move: Partial<StageMove>, code: string, message: string][] = [
        [
            "a move that does not name the version that has the stage",
            { stage: "AWSCURRENT", moveTo: "v3" },
            "InvalidParameterException",
            "The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to " +
                "version v2, so you must explicitly reference that version in RemoveFromVersionId.",
        ],
        [
            "a move from a version that does not have the stage",
            { stage: "AWSCURRENT", removeFrom: "v1", moveTo: "v3" },
            "InvalidParameterException",
            "Staging label AWSCURRENT is not attached to version v1, so it can't be removed from it.",
        ],
        [
            "removing a stage that is nowhere",
            { stage: "NEW", removeFrom: "v1" },
            "InvalidParameterException",
            "Staging label NEW is not attached to version v1, so it can't be removed from it.",
        ],
        [
            "removing AWSCURRENT",
            { stage: "AWSCURRENT", removeFrom: "v2" },
            "InvalidParameterException",
            "You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.",
        ],
        [
            "a move to a version that is not there",
            { stage: "AWSCURRENT", removeFrom: "v2", moveTo: "v9" },
            "ResourceNotFoundException",
            "Secrets Manager can't find the specified secret version: v9",
        ],
        [
            "a move from a version that is not there",
            { stage: "AWSCURRENT", removeFrom: "v9", moveTo: "v1" },
            "ResourceNotFoundException",
            "Secrets Manager can't find the specified secret version: v9",
        ],
        [
            "a call without any version",
            { stage: "AWSCURRENT" },
            "InvalidParameterException",
            "You must specify RemoveFromVersionId, MoveToVersionId, or both.",
        ],
    ];
    for (const [what, move, code, message] of refused) {
        it(`refuses ${what}, and changes nothing`, () => {
            const versions = versionsWith(start);

            assert.throws(
                () => {
                    moveStage(versions, { stage: "", removeFrom: undefined, moveTo: undefined, ...move });
                },
                { code, message },
            );
            assert.deepEqual(stagesById(versions), start);
        });
    }
});
