import assert from "node:assert/strict";
import { firstKeyword, statementProblem } from "../../../handlers/access/query/statement";

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
    const transaction = "each query is a transaction of its own; leave it out";
    const refused: Readonly<Record<string, string>> = {
        ...Object.fromEntries(
            "ABORT BEGIN COMMIT END RELEASE ROLLBACK SAVEPOINT START".split(" ").map((name) => [name, transaction]),
        ),
        COPY: "COPY does not return its rows as a result; use select or insert",
        DECLARE:
            "a cursor does not outlive its transaction, and WITH HOLD fills it at the commit, without a time-out; select its rows",
        PREPARE: "a prepared statement does not outlive its query; send the statement itself",
    };
    for (const [command, reason] of Object.entries(refused)) {
        it(`refuses ${command} with its reason`, () => {
            assert.equal(
                statementProblem(`/* x */ ${command.toLowerCase()} x`),
                `must not be ${command}, as ${reason}`,
            );
        });
    }

    it("accepts any other command", () => {
        const allowed = [
            "select 1",
            "with x as (select 1) select * from x",
            "explain select 1",
            "show all",
            "set x = 1",
            "constructor",
        ];

        assert.deepEqual(
            allowed.map(statementProblem),
            allowed.map(() => undefined),
        );
    });
});
