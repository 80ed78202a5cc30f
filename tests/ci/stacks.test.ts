import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { stacks } from "../program/runs";
import { expand } from "./expressions";
import { nightly, ofStack } from "./runs";
import { byJob, jobs, jobsWithRole, readCiFile, steps, stepsOf } from "./workflows";

/** What a job does to a stack. */
interface StackCommand {
    readonly job: string;
    readonly environment: string;
    /** The subcommand of `pulumi`. */
    readonly command: string;
    readonly stack: string;
}

/** The commands of the jobs with a role, for the job of one stack. */
function commandsFor(stack: string): readonly StackCommand[] {
    const contexts = ofStack(stack, nightly);
    return jobsWithRole.flatMap(({ name, definition }) => {
        const environment = expand(definition.environment, contexts);
        return stepsOf(definition).flatMap((step): StackCommand[] => {
            const inputs = toRecord(step.with);
            const [, command] = /pulumi (\w+) --stack "\$STACK"/.exec(String(step.run)) ?? [];
            if (command !== undefined) {
                return [{ job: name, environment, command, stack: expand(toRecord(step.env).STACK, contexts) }];
            }
            return "command" in inputs
                ? [
                      {
                          job: name,
                          environment,
                          command: String(inputs.command),
                          stack: expand(inputs["stack-name"], contexts),
                      },
                  ]
                : [];
        });
    });
}

describe("the stacks in CI", () => {
    for (const stack of stacks) {
        it(`${stack} is updated only in its own environment, after approval, and previewed with a role that reads`, () => {
            const commands = commandsFor(stack);

            const others = jobsWithRole.filter(
                // A drill has an environment of its own: drill.test.ts.
                ({ name }) => !name.startsWith("drill.yml ") && !commands.some(({ job }) => job === name),
            );
            assert.deepEqual(
                others.map(({ name, definition }) => [name, expand(definition.environment, ofStack(stack, nightly))]),
                [["clones.yml find", `${stack}-preview`]],
            );
            assert.deepEqual(commands.map(({ command }) => command).sort(), ["preview", "preview", "up"]);
            for (const { command, environment, stack: changed } of commands) {
                assert.deepEqual([changed, environment], [stack, command === "preview" ? `${stack}-preview` : stack]);
            }
        });
    }

    it("are deployed in their order, each after the one before it, and dev after the tests", () => {
        const [needs, inputs, uses] = [byJob("needs"), byJob("with"), byJob("uses")];
        const previous = ["test", ...stacks];

        assert.deepEqual(
            jobs.map(({ name }) => name).filter((name) => name.startsWith("deploy.yml ")),
            previous.map((key) => `deploy.yml ${key}`),
        );
        assert.equal(uses["deploy.yml test"], "./.github/workflows/test.yml");
        stacks.forEach((stack, index) => {
            const name = `deploy.yml ${stack}`;
            assert.equal(needs[name], previous[index]);
            assert.equal(toRecord(inputs[name]).stack, stack);
        });
    });

    it("are all looked at, each whether or not another fails", () => {
        const looking = jobsWithRole.map(({ definition }) => definition.strategy).filter((each) => each !== undefined);

        assert.deepEqual(
            looking,
            [1, 2, 3].map(() => ({ "fail-fast": false, matrix: { stack: [...stacks] } })),
        );
    });

    it("are updated only by calls of up.yml that a push to main starts", () => {
        const callers = jobs.filter(
            (job) => "id-token" in toRecord(job.definition.permissions) && !jobsWithRole.includes(job),
        );

        assert.deepEqual(
            callers.map(({ name, definition }) => [name, definition.uses]),
            stacks.map((stack) => [`deploy.yml ${stack}`, "./.github/workflows/up.yml"]),
        );
        assert.deepEqual(readCiFile(".github/workflows/deploy.yml").content.on, { push: { branches: ["main"] } });
        assert.deepEqual(Object.keys(toRecord(readCiFile(".github/workflows/up.yml").content.on)), ["workflow_call"]);
    });

    it("are changed and previewed under the policies", () => {
        const commands = steps.flatMap(({ run }) => (/pulumi (?!login)/.test(String(run)) ? [String(run)] : []));
        const byAction = steps.map((step) => toRecord(step.with)).filter((inputs) => "command" in inputs);

        const withoutPolicies = [
            ...commands.filter((command) => !command.includes(" --policy-pack policy ")),
            ...byAction.filter(({ policyPacks }) => policyPacks !== "policy").map(({ command }) => String(command)),
        ];
        // The nightly preview looks for differences from main, which the policies have accepted.
        assert.equal(withoutPolicies.length, 1);
        assert.match(
            withoutPolicies[0] ?? "",
            / --refresh --expect-no-changes .* --exclude '\*\*aws:secretsmanager\/secretVersion:/,
        );
    });
});
