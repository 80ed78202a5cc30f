import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import { projectFolder } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";
import type { PlanAnswer, PlanRequest } from "../child/planMessages";
import { type Figure, figureOf } from "../figure";
import { startByPulumi, type Started } from "../pulumiStarter";
import { type Rounds, roundText, type Say } from "../rounds";

/** The program's three stacks. */
const stacks = ["dev", "staging", "prod"] as const;

/**
 * The numbers of platforms that are compared. For each function that it serialises, Pulumi opens the `package.json` of
 * every package at once, several hundred: those of 50 platforms have exceeded a limit of 20,000 open files.
 */
const counts = [1, 2, 10, 20] as const;
const nothing: PlanRequest = ["nothing"];

/**
 * Measures plans without an engine, in new processes: the program's own share of `pulumi preview`. Each stack is
 * compared with importing Pulumi's packages, which no program can avoid, and many platforms with one.
 */
export async function measurePlans({ plans }: Rounds, signal: AbortSignal, say: Say): Promise<Figure[]> {
    const samples = new Map<string, PlanAnswer[]>();
    const sample = async (request: PlanRequest) => {
        const key = request.join(" ");
        samples.set(key, [...(samples.get(key) ?? []), await run(request, signal)]);
    };
    const requests: PlanRequest[] = [
        nothing,
        ...stacks.map((stack) => ["stack", stack] as const),
        ...counts.map((count) => ["platforms", String(count)] as const),
    ];
    for (let round = 0; round < plans; round += 1) {
        for (const request of requests) {
            say(`${request.join(" ")}, ${roundText(round, plans)}`);
            await sample(request);
        }
    }
    const starts: Started[] = [];
    for (let round = 0; round < plans; round += 1) {
        say(`prod by Pulumi, ${roundText(round, plans)}`);
        starts.push(await startByPulumi(projectFolder, { stack: "prod", signal }));
    }
    const of = (request: PlanRequest, value: (answer: PlanAnswer) => number) =>
        (samples.get(request.join(" ")) ?? []).map(value);
    return [...stackFigures(of), ...startFigures(starts, of), ...platformFigures(of)];
}

type Samples = (request: PlanRequest, value: (answer: PlanAnswer) => number) => number[];

const wholeMs = ({ importedMs, plannedMs }: PlanAnswer) => importedMs + plannedMs;
const peakMB = ({ peakBytes }: PlanAnswer) => peakBytes / 1e6;

function stackFigures(of: Samples): Figure[] {
    return stacks.flatMap((stack) => {
        const request = ["stack", stack] as const;
        return [
            figureOf(
                { name: `plan of ${stack}, against importing the SDK`, unit: "ms" },
                of(request, wholeMs),
                of(nothing, wholeMs),
            ),
            figureOf(
                { name: `peak memory of it, against importing the SDK`, unit: "MB" },
                of(request, peakMB),
                of(nothing, peakMB),
            ),
        ];
    });
}

/**
 * The target fails if Pulumi checks the program's types at each start: memory is then six times that of importing the
 * SDK instead of two and a half.
 */
function startFigures(starts: readonly Started[], of: Samples): Figure[] {
    return [
        figureOf(
            { name: "start of prod by Pulumi to its last registration, against importing the SDK", unit: "ms" },
            starts.map(({ registeredMs }) => registeredMs),
            of(nothing, wholeMs),
        ),
        figureOf(
            { name: "peak memory of it, against importing the SDK", unit: "MB", target: 3 },
            starts.map(({ peakBytes }) => peakBytes / 1e6),
            of(nothing, peakMB),
        ),
    ];
}

/** A ratio above 1 means that the duration grows faster than the number of platforms. */
function platformFigures(of: Samples): Figure[] {
    const one = ["platforms", "1"] as const;
    return counts
        .filter((platforms) => platforms > 1)
        .flatMap((platforms) => {
            const request = ["platforms", String(platforms)] as const;
            return [
                figureOf(
                    { name: `a platform's part of a plan of ${platforms}, against one alone`, unit: "ms", target: 1 },
                    of(request, ({ plannedMs }) => plannedMs / platforms),
                    of(one, ({ plannedMs }) => plannedMs),
                ),
                figureOf(
                    { name: `peak memory of ${platforms} platforms, against one`, unit: "MB" },
                    of(request, peakMB),
                    of(one, peakMB),
                ),
            ];
        });
}

async function run(request: PlanRequest, signal: AbortSignal): Promise<PlanAnswer> {
    const child = path.join(projectFolder, "tools/bench/child/plan.ts");
    const register = ["-r", "ts-node/register/transpile-only"];
    const { stdout } = await promisify(execFile)(process.execPath, [...register, child, ...request], {
        cwd: projectFolder,
        signal,
        timeout: longestMs,
    }).catch((error: unknown) => {
        // Keeps the process's own output, and drops the line with the command before it.
        throw error instanceof Error && error.message.startsWith("Command failed: ")
            ? new Error(error.message.replace(/^.*\n/, "").trim(), { cause: error })
            : error;
    });
    const answer = toRecord(JSON.parse(stdout));
    const number = (key: keyof PlanAnswer): number => {
        const value = answer[key];
        if (typeof value !== "number" || !Number.isFinite(value)) {
            throw new Error(`a process that planned ${request.join(" ")} returned no ${key}`);
        }
        return value;
    };
    return {
        importedMs: number("importedMs"),
        plannedMs: number("plannedMs"),
        peakBytes: number("peakBytes"),
    };
}

/** More than ten times the duration of twenty platforms on a slow machine. */
const longestMs = 120_000;
