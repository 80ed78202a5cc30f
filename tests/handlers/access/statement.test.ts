import assert from "node:assert/strict";
import { firstKeyword, statementProblem } from "../../../handlers/access/statement";

describe("firstKeyword", () => {
    const cases: readonly (readonly [string, string])[] = [
        ["select 1", "select"],
        ["SELECT 1", "select"],
        ["(select 1)", "("],
        ["  \n\t; ;-- a comment\nCommit", "commit"],
        ["-- carriage return ends a comment\rcommit", "commit"],
        ["/* one */ /* two /* nested */ still */ begin", "begin"],
        ["/* a -- b */rollback", "rollback"],
        ["-- /* only this line\nend", "end"],
        ["commit;", "commit"],
        ["commit/**/work", "commit"],
        ["committed", "committed"],
        ["begin_x", "begin_x"],
        ["1", "1"],
        ["", ""],
        [" \n;;", ""],
        ["-- nothing", ""],
        ["/* nothing", ""],
        ["/* /* nothing */", ""],
    ];
    for (const [sql, expected] of cases) {
        it(`finds ${JSON.stringify(expected)} in ${JSON.stringify(sql)}`, () => {
            assert.equal(firstKeyword(sql), expected);
        });
    }
});

describe("statementProblem", () => {
    const commands = "ABORT BEGIN COMMIT COPY END PREPARE RELEASE ROLLBACK SAVEPOINT START".split(" ");
    for (const command of commands) {
        it(`refuses ${command}`, () => {
            assert.equal(
                statementProblem(`/* x */ ${command.toLowerCase()} x`),
                `must not be ${command}, as each query is a transaction of its own; leave it out`,
            );
        });
    }

    it("takes any other command", () => {
        const allowed = [
            "select 1",
            "with x as (select 1) select * from x",
            "explain select 1",
            "show all",
            "set x = 1",
        ];

        assert.deepEqual(allowed.map(statementProblem), [undefined, undefined, undefined, undefined, undefined]);
    });
});
