import assert from "node:assert/strict";
import { clusterParameters } from "../../components/aurora/parameters/clusterParameters";
import { isEngineDefault, isStatic, parameterFacts } from "../../parameterFacts";

describe("the facts about cluster parameters", () => {
    it("cover every parameter that the program sets", () => {
        const set = clusterParameters({
            majorVersion: 15,
            tuning: "optimized",
            instances: [{ memoryGiB: 16 }],
            totalConnections: 210,
            slowStatementMs: 1000,
            extensions: [{ name: "pg_cron", schema: "extensions", preloaded: true }],
            parameters: [],
            databaseName: "experimentation",
        });

        const unknown = set.map(({ name }) => name).filter((name) => !parameterFacts.has(name));

        assert.deepEqual(unknown, []);
    });
});

describe("isStatic", () => {
    const cases: readonly (readonly [name: string, major: number, expected: boolean])[] = [
        ["max_worker_processes", 15, true],
        ["rds.restrict_password_commands", 18, true],
        ["work_mem", 15, false],
        ["autovacuum_max_workers", 17, true],
        ["autovacuum_max_workers", 18, false],
    ];
    for (const [name, major, expected] of cases) {
        it(`${name} on ${major}: ${expected}`, () => {
            const actual = isStatic(name, major);

            assert.equal(actual, expected);
        });
    }
});

describe("isEngineDefault", () => {
    const cases: readonly (readonly [why: string, name: string, value: string, major: number, expected: boolean])[] = [
        ["the default", "work_mem", "4096", 15, true],
        ["another value", "work_mem", "65536", 15, false],
        ["the default in other digits", "random_page_cost", "4.0", 15, true],
        ["Aurora's default, which is not PostgreSQL's", "track_functions", "pl", 15, true],
        ["PostgreSQL's default, which is not Aurora's", "track_functions", "none", 15, false],
        ["the default of an older version", "effective_io_concurrency", "1", 18, false],
        ["the default of this version", "effective_io_concurrency", "16", 18, true],
        ["TLS is required by default from 17 on", "rds.force_ssl", "1", 17, true],
        ["TLS is optional by default up to 16", "rds.force_ssl", "1", 16, false],
        ["the default is a formula", "maintenance_work_mem", "65536", 15, false],
        ["a parameter without facts", "jit", "0", 15, false],
    ];
    for (const [why, name, value, major, expected] of cases) {
        it(`${why}: ${name} ${value} on ${major}: ${expected}`, () => {
            const actual = isEngineDefault(name, value, major);

            assert.equal(actual, expected);
        });
    }
});
