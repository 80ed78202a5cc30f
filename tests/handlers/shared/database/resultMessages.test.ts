import assert from "node:assert/strict";
import {
    completionOf,
    resultColumns,
    rowValues,
    serverError,
} from "../../../../handlers/shared/database/resultMessages";
import { commandComplete, dataRow, message, rowDescription } from "./backendMessages";

describe("the contents of a server's messages", () => {
    const tags: readonly (readonly [tag: string, command: string, count: number | null])[] = [
        ["INSERT 0 5", "INSERT", 5],
        ["SELECT 0", "SELECT", 0],
        ["UPDATE 1234567890123", "UPDATE", 1_234_567_890_123],
        ["CREATE TABLE", "CREATE TABLE", null],
        ["REFRESH MATERIALIZED VIEW", "REFRESH MATERIALIZED VIEW", null],
        ["EXPLAIN", "EXPLAIN", null],
    ];
    for (const [tag, command, count] of tags) {
        it(`say command and count of the tag ${tag}`, () => {
            const completion = completionOf(commandComplete(tag));

            assert.deepEqual(completion, { command, count });
        });
    }

    it("say name and type of each column", () => {
        const columns = resultColumns(rowDescription("a", "", "a"));
        const none = resultColumns(rowDescription());

        const text = 25;
        const expected = ["a", "", "a"].map((name) => ({ name, type: text }));
        assert.deepEqual([columns, none], [expected, []]);
    });

    it("say the values of a row, with null apart from an empty text", () => {
        const values = rowValues(dataRow("1", null, "", "x"));
        const none = rowValues(dataRow());

        assert.deepEqual([values, none], [["1", null, "", "x"], []]);
    });

    it("say an error's code, severity, place and names, and neither its message nor its detail", () => {
        const report = message(
            "E",
            ...["SFEHLER\0", "VERROR\0", "C23505\0", "Mjoe exists\0", "D(name)=(joe)\0", "P7\0"],
            ...["sa_schema\0", "ta_table\0", "ca_column\0", "na_constraint\0", "\0"],
        );

        const error = serverError(report);

        assert.deepEqual(Object.fromEntries(Object.entries(error)), {
            severity: "ERROR",
            code: "23505",
            position: "7",
            table_name: "a_table",
            column_name: "a_column",
            constraint_name: "a_constraint",
        });
        assert.doesNotMatch(String(error.stack), /joe/);
    });
});
