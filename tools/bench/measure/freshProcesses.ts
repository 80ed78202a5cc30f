import { type Figure, figureOf } from "../figure";
import { oneRow } from "../queries";
import { type Rounds, roundText, type Say } from "../rounds";
import { type Bench, startSubject } from "../subject";

/** Measures initialisation and first query, each in a new process. */
export async function measureFreshProcesses(bench: Bench, { fresh }: Rounds, say: Say): Promise<Figure[]> {
    const { artifacts, baselines } = bench.files;
    const access = await startSubject(bench, "access", artifacts.access);
    const bareDriver = await startSubject(bench, "access", baselines.bareDriver);
    const empty = await startSubject(bench, "access", baselines.empty);
    const nodePostgres = await startSubject(bench, "access", baselines.nodePostgres);
    const loads = { access: times(), bareDriver: times(), empty: times() };
    const firstQueries = { access: times(), nodePostgres: times() };
    const query = [oneRow.event, { rows: oneRow.rows }] as const;

    // The first round is not counted, because it reads the files from the disk.
    for (let round = -1; round < fresh; round += 1) {
        say(roundText(round, fresh));
        const count = (samples: number[], ...taken: readonly number[]): unknown =>
            round < 0 ? undefined : samples.push(...taken);
        count(loads.access, await access.load());
        count(firstQueries.access, ...(await access.call(...query)));
        await access.end();
        await nodePostgres.load();
        count(firstQueries.nodePostgres, ...(await nodePostgres.call(...query)));
        await nodePostgres.end();
        count(loads.bareDriver, await bareDriver.load());
        await bareDriver.end();
        count(loads.empty, await empty.load());
        await empty.end();
    }
    const initialisation = (against: string, target?: number) =>
        ({ name: `initialisation, against ${against}`, unit: "ms", ...(target !== undefined && { target }) }) as const;
    return [
        figureOf(initialisation("a hand-written bundle", 1.1), loads.access, loads.bareDriver),
        figureOf(initialisation("an empty handler"), loads.access, loads.empty),
        figureOf(
            { name: "first query, against pg", unit: "ms", target: 1.2 },
            firstQueries.access,
            firstQueries.nodePostgres,
        ),
    ];
}

function times(): number[] {
    return [];
}
