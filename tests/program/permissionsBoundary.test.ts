import assert from "node:assert/strict";
import { ofKind } from "./resources";
import { projectKeys, stacks, wholeProgram } from "./runs";

const boundary = "arn:aws:iam::123456789012:policy/experimentation-boundary";

describe("the permissions boundary", () => {
    for (const stack of stacks) {
        it(`is on every role of ${stack} where it is configured, and on nothing else`, async () => {
            const run = await wholeProgram({ stack, config: projectKeys({ permissionsBoundaryArn: boundary }) });

            const bound = run.resources.filter(({ inputs }) => inputs.permissionsBoundary === boundary);

            assert.deepEqual(bound.map(({ name }) => name).sort(), [
                "access-role",
                "access-roll-up",
                "database-monitoring",
                "database-rotation-role",
                "flow-logs",
                "monitoring-health-check",
            ]);
            assert.deepEqual(
                bound.map(({ urn }) => urn).sort(),
                ofKind(run, "Role")
                    .map(({ urn }) => urn)
                    .sort(),
            );
        });

        it(`is on no role of ${stack} otherwise`, async () => {
            const roles = ofKind(await wholeProgram({ stack }), "Role");

            const inputs = roles.filter((role) => "permissionsBoundary" in role.inputs);

            assert.deepEqual(inputs, []);
        });
    }
});
