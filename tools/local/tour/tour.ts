import type { Reconciliation } from "../../../handlers/rotation/databases/reconcile";
import { loginKinds } from "../../../handlers/shared/loginKinds";
import { toRecord } from "../../../offline/toRecord";
import type { Progress } from "../../cli/progress";
import { type AccessAnswer, callAccess, callAccessOk, type LocalPlatform, rotate } from "../platform/platform";
import type { Leftovers } from "../platform/startPlatform";
import { createApplication } from "./application";
import { applyDeclaration } from "./declaredDatabases";
import { visit } from "./experiment";
import { type LiveRotation, rotateUnderLoad } from "./liveRotation";
import { askQuestions, type Questions, waitForReader } from "./questions";
import { startService } from "./service";

/** The results of the tour. */
export interface TourResult {
    /** What the deployment did for the declared databases. Undefined if the stack declares none. */
    readonly databases: Reconciliation | undefined;
    readonly health: AccessAnswer;
    readonly schema: AccessAnswer;
    readonly rollUp: AccessAnswer;
    readonly questions: Questions;
    /** From the end of the roll-up until the reader endpoint showed it. */
    readonly readerLagMs: number;
    readonly rotation: LiveRotation;
    /** From a call until its answer, after a pause. Undefined if the database does not pause. */
    readonly resumeMs: number | undefined;
    /** The refused calls, each with its code. */
    readonly refusals: readonly Refusal[];
}

/** A call that must fail. */
export interface Refusal {
    readonly what: string;
    readonly code: string;
    readonly message: string;
}

/**
 * Demonstrates what the platform does for its users.
 *
 * @param signal interrupts it.
 * @param leftovers receives the function that stops the application, in case the tour is interrupted.
 */
export async function takeTour(
    platform: LocalPlatform,
    progress: Progress,
    signal: AbortSignal,
    leftovers: Pick<Leftovers, "cleanUp">,
): Promise<TourResult> {
    const notReady = await progress.step("Query before the first rotation", async (say) => {
        const refusal = await refused(platform, "A query before the first rotation", selectOne, "credentialsNotReady");
        say(refusal.code);
        return refusal;
    });
    const databases = await applyDeclaration(platform, progress);
    await progress.step("Rotate the three secrets for the first time", async () => {
        await Promise.all(loginKinds.map((kind) => rotate(platform, kind)));
    });
    const schema = await progress.step("Create the schema", async (say) => {
        const answer = await callAccessOk(platform, { action: "createSchema" });
        say(`version ${String(answer.schemaVersion)}`);
        return answer;
    });
    const service = await progress.step("Start the application of examples/application", async () => {
        return await startService(platform, leftovers, { signal });
    });
    const application = createApplication(service.url);
    const visits = await progress.step("Assign units, record exposures and events", async (say) => {
        const made = await visit(application);
        say(`${made.requests} requests`);
        return made;
    });
    const rollUp = await progress.step("Roll them up into the summaries", async (say) => {
        const answer = await callAccessOk(platform, { action: "rollUp" });
        say(`${String(answer.exposures)} exposures, ${String(answer.events)} events`);
        return answer;
    });
    const readerLagMs = await progress.step("Read the summaries at the reader endpoint", async (say) => {
        const lag = await waitForReader(platform, visits);
        say(`after ${lag} ms`);
        return lag;
    });
    // Before this point, the readers do not have the schema.
    const health = await progress.step("Check the health", () => callAccessOk(platform, { action: "healthCheck" }));
    const questions = await progress.step("Ask which variant is better", () => askQuestions(platform, application));
    const rotation = await progress.step("Rotate all secrets under live connections", async (say) => {
        const seen = await rotateUnderLoad(platform, application, signal);
        const requests = seen.queries + seen.requests;
        if (seen.failures.length > 0) {
            throw new Error(`${seen.failures.length} of ${requests} requests failed: ${String(seen.failures[0])}`);
        }
        say(`${requests} requests, none lost`);
        return seen;
    });
    await progress.step("End the application", () => service.stop());
    const { pausing } = platform;
    const resumeMs =
        pausing &&
        (await progress.step("Let the database pause, then query it", async (say) => {
            pausing.pause();
            const start = performance.now();
            await callAccessOk(platform, selectOne);
            const waitedMs = Math.round(performance.now() - start);
            say(`resumed, and answered after ${(waitedMs / 1000).toFixed(1)} s`);
            return waitedMs;
        }));
    const refusals = await progress.step("Check that forbidden calls are refused", () => refusalsOf(platform));
    return {
        databases,
        health,
        schema,
        rollUp,
        questions,
        readerLagMs,
        rotation,
        resumeMs,
        refusals: [notReady, ...refusals],
    };
}

const selectOne = { action: "query", sql: "select 1" };

async function refusalsOf(platform: LocalPlatform): Promise<Refusal[]> {
    const write = { action: "query", sql: "delete from experimentation.metric_events", target: "writer" };
    const asReader = { ...write, target: "reader" };
    return [
        isReadOnly(platform)
            ? await refused(platform, "A write in a read-only stack", write, "readOnly", "permissionDenied")
            : await refused(platform, "A write at the reader endpoint", asReader, "readOnly", "permissionDenied"),
        await refused(
            platform,
            "A query without privilege",
            { action: "query", sql: "select rolpassword from pg_authid" },
            "permissionDenied",
        ),
        await refused(
            platform,
            "Two statements in one call",
            { action: "query", sql: "select 1; select 2" },
            "eventInvalid",
            "statementInvalid",
        ),
    ];
}

function isReadOnly({ program }: LocalPlatform): boolean {
    const access = program.resources.find(
        ({ type, name }) => type === "aws:lambda/function:Function" && name === "access",
    );
    return toRecord(toRecord(access?.inputs.environment).variables).ACCESS_MODE === "readOnly";
}

/** Throws if the call succeeds, or fails in another way than expected. */
async function refused(
    platform: LocalPlatform,
    what: string,
    event: unknown,
    ...expected: readonly string[]
): Promise<Refusal> {
    const answer = await callAccess(platform, event);
    const { code, message } = toRecord(answer.error);
    if (answer.ok === true || !expected.includes(String(code))) {
        const got = answer.ok === true ? "it succeeded" : `it answered ${String(code)}`;
        throw new Error(`${what}: must be refused with ${expected.join(" or ")}, but ${got}`);
    }
    return { what, code: String(code), message: String(message) };
}
