import { rm } from "node:fs/promises";
import type { Tuning } from "../../../components/aurora/platformArgs";
import type { Interruption } from "../../cli/interruption";
import type { Progress } from "../../cli/progress";
import { type CleanUp, endAll } from "../../local/platform/cleanUp";
import { startDatabase, type WorkloadDatabase } from "./database";
import { type IngestRates, measureIngest, measureSustained, underIngest } from "./measure/ingest";
import { measureOutside, type OutsideTimes } from "./measure/outside";
import { allowedWorkers, measureParameters, type ParameterEffect } from "./measure/parameters";
import { measureQuestions, type QuestionTimes, timeWarm } from "./measure/questions";
import { measureReads } from "./measure/reads";
import { prepare, type Prepared } from "./prepare";
import { questions } from "./questions";
import { type MeasuredSettings, measuredSettings } from "./settings";
import type { WorkloadRounds, WorkloadSize } from "./size";

/** What was measured under one set of cluster parameters. */
export interface SettingsResult {
    readonly name: MeasuredSettings["name"];
    readonly questions: readonly QuestionTimes[];
    /** The same questions while events arrive and are rolled up, in milliseconds, by name. */
    readonly underIngest: ReadonlyMap<string, readonly number[]>;
    /** Reads of an assignment, in milliseconds of the server. */
    readonly reads: readonly number[];
    readonly readsUnderIngest: readonly number[];
    readonly ingest: readonly IngestRates[];
    /** The same until everything is rolled up. */
    readonly sustained: readonly IngestRates[];
}

/** Everything that a run has measured. */
export interface WorkloadResult extends Omit<Prepared, "folder"> {
    readonly size: WorkloadSize;
    readonly settings: readonly SettingsResult[];
    readonly outside: OutsideTimes;
    readonly parameters: readonly ParameterEffect[];
}

/**
 * Measures everything and cleans up. Throws if a measurement fails or the signal is aborted.
 *
 * @param tuning the only settings for questions and ingest. Default: all.
 */
export async function runWorkload(
    size: WorkloadSize,
    rounds: WorkloadRounds,
    progress: Progress,
    { signal, hold }: Interruption,
    tuning?: Tuning,
): Promise<WorkloadResult> {
    const all = measuredSettings();
    const [defaults] = all;
    const production = all.at(-1);
    if (defaults === undefined || production === undefined) throw new Error("there are no settings to measure");
    const cleanUp: CleanUp = [];
    hold();
    try {
        const { folder, ...prepared } = await prepare(size, rounds, defaults.settings, progress, signal, cleanUp);
        /** Runs a step on a server with a fresh copy of the data. */
        const onCopy = async <T>(
            title: string,
            settings: MeasuredSettings["settings"],
            work: (database: WorkloadDatabase, say: (detail: string) => void) => Promise<T>,
        ): Promise<T> =>
            await progress.step(title, async (say) => {
                say("copying the data");
                const database = await startDatabase({ size, settings, restoreFrom: folder, signal });
                cleanUp.push(() => database.stop());
                await database.sql`analyze`;
                const result = await work(database, say);
                await database.stop();
                return result;
            });
        const manyWorkers = { ...production.settings, autovacuum_max_workers: String(allowedWorkers) };
        const parameters = await onCopy("Measure single parameters", manyWorkers, (database, say) =>
            measureParameters(database, size, rounds, say),
        );
        const results: SettingsResult[] = [];
        for (const each of all.filter(({ name }) => tuning === undefined || name === tuning)) {
            const measured = await onCopy(`Measure with ${each.name}`, each.settings, (database, say) =>
                measureAll(database, size, rounds, say),
            );
            results.push({ name: each.name, ...measured });
        }
        const outside = await onCopy(
            "Measure with ten times the events outside",
            production.settings,
            (database, say) => measureOutside(database, size, rounds, say),
        );
        await rm(folder, { recursive: true, force: true });
        return { size, ...prepared, settings: results, outside, parameters };
    } finally {
        await progress.lastStep("Stop everything", () => endAll(cleanUp));
    }
}

async function measureAll(
    database: WorkloadDatabase,
    size: WorkloadSize,
    rounds: WorkloadRounds,
    say: (detail: string) => void,
): Promise<Omit<SettingsResult, "name">> {
    const alone = await measureQuestions(database, rounds.questions, say);
    say("reads of an assignment");
    const reads = await measureReads(database.sql, size, rounds.reads);
    const ingest = await measureIngest(database, size, rounds, (detail) => {
        say(`ingest, ${detail}`);
    });
    const sustained = await measureSustained(database, size, rounds, (detail) => {
        say(`sustained ingest, ${detail}`);
    });
    const beside = await underIngest(database, size, async () => {
        const times = new Map<string, readonly number[]>();
        for (const question of questions) {
            say(`under ingest, ${question.name}`);
            times.set(question.name, await timeWarm(database.sql, question, rounds.questions));
        }
        say("under ingest, reads of an assignment");
        return { times, reads: await measureReads(database.sql, size, rounds.reads) };
    });
    return { questions: alone, reads, ingest, sustained, underIngest: beside.times, readsUnderIngest: beside.reads };
}
