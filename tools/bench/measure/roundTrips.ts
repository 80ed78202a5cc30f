import { Proxy } from "../../local/network/proxy";
import { type Figure, figureOf } from "../figure";
import { type MeasuredQuery, oneRow, oneRowAtWriter } from "../queries";
import { type Rounds, roundText, type Say } from "../rounds";
import { type Bench, startSubject, type Subject } from "../subject";

/** Delay of the proxy in each direction, as between two zones of a region. Milliseconds. */
const delayMs = 1;

/** Measures one-row queries over a delayed connection, against the bare driver's single statement. */
export async function measureRoundTrips(bench: Bench, rounds: Rounds, say: Say): Promise<Figure[]> {
    const { artifacts, baselines } = bench.files;
    const access = await startDelayed(bench, artifacts.access);
    const single = await startDelayed(bench, baselines.singleStatement);
    const kinds = {
        read: { ...access, query: oneRow },
        write: { ...access, query: oneRowAtWriter },
        single: { ...single, query: oneRow },
    };
    const samples = { read: noSamples(), write: noSamples(), single: noSamples() };
    const names = ["read", "write", "single"] as const;
    for (let round = -1; round < rounds.delayed; round += 1) {
        say(`1 ms each way, ${roundText(round, rounds.delayed)}`);
        for (const name of names) {
            const { milliseconds, trips } = await measure(kinds[name], rounds.delayedCalls);
            if (round >= 0) {
                samples[name].milliseconds.push(...milliseconds);
                samples[name].trips.push(trips);
            }
        }
    }
    const { read, write, single: base } = samples;
    return [
        figureOf(
            { name: "one row, 1 ms away, against a single statement", unit: "ms", target: 1.5 },
            read.milliseconds,
            base.milliseconds,
        ),
        figureOf({ name: "one row, round trips", unit: "trips", target: 1.5 }, read.trips, base.trips),
        figureOf({ name: "one row at the writer, 1 ms away", unit: "ms" }, write.milliseconds, base.milliseconds),
        figureOf({ name: "one row at the writer, round trips", unit: "trips" }, write.trips, base.trips),
    ];
}

/** A subject, the proxy that its connections pass, and its query. */
interface Delayed {
    readonly subject: Subject;
    readonly proxy: Proxy;
    readonly query: MeasuredQuery;
}

async function startDelayed(
    bench: Bench,
    code: Parameters<typeof startSubject>[2],
): Promise<Pick<Delayed, "subject" | "proxy">> {
    const proxy = await Proxy.start(bench.surroundings.database.server.port);
    bench.cleanUp.push(() => proxy.stop());
    proxy.delayMs = delayMs;
    proxy.clientDelayMs = delayMs;
    const subject = await startSubject(bench, "access", code, proxy);
    await subject.load();
    return { subject, proxy };
}

/** Calls a subject, one call after another. Returns the duration of each, and the round trips of one. */
async function measure({ subject, proxy, query: { event, rows } }: Delayed, times: number) {
    const before = proxy.roundTrips;
    const milliseconds = await subject.call(event, { times, rows });
    return { milliseconds, trips: (proxy.roundTrips - before) / times };
}

function noSamples(): { milliseconds: number[]; trips: number[] } {
    return { milliseconds: [], trips: [] };
}
