import assert from "node:assert/strict";
import { deleteUnknown } from "../../../tools/drill/leftOver";
import { type FakePrograms, provideFakePrograms } from "./fakePrograms";

const place = { region: "us-east-1", identifier: "experimentation-prod-drill" };
const instance = "experimentation-prod-drill-0";

describe("what a killed restore has left in RDS", () => {
    const { PATH } = process.env;
    let programs: FakePrograms;
    let said: string[];

    /** Deletes what RDS has, except for what Pulumi knows. */
    async function clean(left: { cluster: boolean; instances: string[] }, ...known: readonly string[]): Promise<void> {
        programs = provideFakePrograms({
            health: { running: {}, restored: {} },
            ...{ query: {}, backups: [], stacks: [], failures: {}, upWaits: false, killed: { ...left, pending: [] } },
        });
        process.env.PATH = programs.path;
        said = [];
        await deleteUnknown(place, new Set(known), (detail) => said.push(detail), 1);
    }

    const deletions = () => programs.awsCalls().filter((call) => call.includes("delete"));

    afterEach(() => {
        process.env.PATH = PATH;
        programs.remove();
    });

    it("is deleted, the instances first, as soon as RDS has created it", async () => {
        await clean({ cluster: true, instances: [instance] });

        const [ofInstance, ofCluster] = ["rds delete-db-instance", "rds delete-db-cluster"];
        assert.deepEqual(deletions(), [ofInstance, ofInstance, ofCluster, ofCluster]);
        assert.deepEqual(said, [
            `instance ${instance} is creating, cluster ${place.identifier} is creating`,
            `instance ${instance} is available, cluster ${place.identifier} is creating`,
            `cluster ${place.identifier} is creating`,
            `cluster ${place.identifier} is available`,
        ]);
    });

    it("is left to Pulumi as far as that knows it", async () => {
        await clean({ cluster: true, instances: [instance] }, place.identifier);

        assert.deepEqual(deletions(), ["rds delete-db-instance", "rds delete-db-instance"]);
    });

    it("is nothing, if RDS has nothing", async () => {
        await clean({ cluster: false, instances: [] });

        assert.deepEqual([deletions(), said], [[], []]);
    });
});
