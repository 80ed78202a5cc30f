import assert from "node:assert/strict";
import { isEngineDefault } from "../../../components/aurora/parameters/engineDefaults";
import { tunedParameters } from "../../../components/aurora/parameters/tuning";
import { knownParameters } from "../../../settings/aws/clusterParameters";
import { parseSettings } from "../../../settings/parse";
import { ruledParameters } from "../../../settings/ruledParameters";
import { stackValues } from "../stackFiles";

describe("the table of cluster parameters", () => {
    it("has no parameter of the program's rules", () => {
        const both = [...ruledParameters.keys()].filter((name) => knownParameters.has(name));

        assert.deepEqual(both, []);
    });

    it("has the tuning's parameters, with the defaults that the program knows", () => {
        const tuned = tunedParameters({ tuning: "optimized", instances: [{ memoryGiB: 16 }], totalConnections: 210 });

        const different = tuned.filter(({ name, value }) => {
            const own = knownParameters.get(name)?.default;
            return isEngineDefault(name, value, 15) && own !== value;
        });

        assert.deepEqual(
            tuned.filter(({ name }) => !knownParameters.has(name)),
            [],
        );
        assert.deepEqual(different, []);
    });
});

describe("an own parameter waits for a restart", () => {
    const cases: readonly (readonly [why: string, name: string, value: string, version: string, expected: boolean])[] =
        [
            ["if it is static", "max_worker_processes", "32", "15", true],
            ["not if it is dynamic", "work_mem", "65536", "15", false],
            ["if its value is the engine's", "work_mem", "4096", "15", true],
            ["if its value is the engine's in other digits", "random_page_cost", "4.0", "15", true],
            ["if its value is Aurora's, which is not PostgreSQL's", "track_functions", "pl", "15", true],
            ["not if its value is only PostgreSQL's", "track_functions", "none", "15", false],
            ["not if its value was the engine's in an older version", "effective_io_concurrency", "1", "18", false],
            ["if its value is the engine's in this version", "effective_io_concurrency", "16", "18", true],
            ["in the versions in which it is static", "autovacuum_max_workers", "4", "17", true],
            ["not in a later one", "autovacuum_max_workers", "4", "18", false],
        ];
    for (const [why, name, value, engineVersion, expected] of cases) {
        it(`${why}: ${name} ${value} on ${engineVersion}`, () => {
            const values = stackValues("dev", { engineVersion, parameters: JSON.stringify({ [name]: value }) });

            const { parameters } = parseSettings(values, "dev").database;

            assert.deepEqual(parameters, [{ name, value, pendingReboot: expected }]);
        });
    }
});
