import { type Figure, figureOf } from "../figure";
import { manyRows, type MeasuredQuery, oneRow } from "../queries";
import { type Rounds, roundText, type Say } from "../rounds";
import { type Bench, startSubject, type Subject } from "../subject";
import { startEcho } from "./echo";

/** Measures queries over an open connection, and the memory of the processes that made them. */
export async function measureWarmQueries(bench: Bench, rounds: Rounds, say: Say): Promise<Figure[]> {
    const { artifacts, baselines } = bench.files;
    const access = await startSubject(bench, "access", artifacts.access);
    const bareDriver = await startSubject(bench, "access", baselines.bareDriver);
    const echo = await startEcho(bench);
    for (const subject of [access, bareDriver]) {
        await subject.load();
        await ask(subject, oneRow, rounds.warmUp);
        await ask(subject, manyRows, Math.ceil(rounds.warmUp / 50));
    }
    await echo(rounds.warmUp);

    const one = { access: times(), bareDriver: times(), echo: times() };
    for (let turn = 0; turn < rounds.oneRow; turn += 1) {
        say(`one row, ${roundText(turn, rounds.oneRow)}`);
        one.access.push(...(await ask(access, oneRow, rounds.callsPerTurn)));
        one.bareDriver.push(...(await ask(bareDriver, oneRow, rounds.callsPerTurn)));
        one.echo.push(...(await echo(rounds.callsPerTurn)));
    }
    const many = { access: times(), bareDriver: times() };
    for (let turn = 0; turn < rounds.manyRows; turn += 1) {
        say(`many rows, ${roundText(turn, rounds.manyRows)}`);
        many.access.push(...(await ask(access, manyRows, 1)));
        many.bareDriver.push(...(await ask(bareDriver, manyRows, 1)));
    }
    return [
        figureOf({ name: "one row, against the bare driver", unit: "ms", target: 1.25 }, one.access, one.bareDriver),
        figureOf({ name: "one row, against an echo", unit: "ms" }, one.access, one.echo),
        figureOf(
            { name: "10,000 rows, against the bare driver", unit: "ms", target: 1.25 },
            many.access,
            many.bareDriver,
        ),
        figureOf(
            { name: "peak memory, against the bare driver", unit: "MB" },
            [megabytes(access)],
            [megabytes(bareDriver)],
        ),
    ];
}

async function ask(subject: Subject, { event, rows }: MeasuredQuery, times: number): Promise<readonly number[]> {
    return await subject.call(event, { times, rows });
}

function megabytes({ peakBytes }: Subject): number {
    return peakBytes / 1_000_000;
}

function times(): number[] {
    return [];
}
