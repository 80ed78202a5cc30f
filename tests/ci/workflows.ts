import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";

/** A file of `.github/`, as text and as YAML. */
export interface CiFile {
    /** From the project's folder, for instance `.github/workflows/test.yml`. */
    readonly path: string;
    readonly text: string;
    readonly content: Readonly<Record<string, unknown>>;
}

/** A job of a workflow. */
export interface Job {
    /** The workflow's file and the job's key, for instance `test.yml engine`. */
    readonly name: string;
    readonly definition: Readonly<Record<string, unknown>>;
}

/** The workflows, in the order of their names. */
export const workflows = readdirSync(join(projectFolder, ".github/workflows"))
    .sort()
    .map((file) => readCiFile(`.github/workflows/${file}`));

/** The composite actions that the workflows share. */
export const actions = readdirSync(join(projectFolder, ".github/actions"))
    .sort()
    .map((folder) => readCiFile(`.github/actions/${folder}/action.yml`));

/** The jobs of all workflows. */
export const jobs: readonly Job[] = workflows.flatMap(({ path, content }) =>
    Object.entries(toRecord(content.jobs)).map(([key, definition]) => ({
        name: `${path.slice(path.lastIndexOf("/") + 1)} ${key}`,
        definition: toRecord(definition),
    })),
);

/** The jobs whose steps can assume a role. Other jobs may pass the right on to the workflow that they call. */
export const jobsWithRole = jobs.filter(
    ({ definition }) => "steps" in definition && "id-token" in toRecord(definition.permissions),
);

/** The steps of all jobs and of all composite actions. */
export const steps: readonly Readonly<Record<string, unknown>>[] = [
    ...jobs.map(({ definition }) => definition),
    ...actions.map(({ content }) => toRecord(content.runs)),
].flatMap(stepsOf);

/** The steps of a job, or of a composite action's `runs`. */
export function stepsOf({
    steps: list,
}: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
    return Array.isArray(list) ? list.map(toRecord) : [];
}

/** Reads a YAML file of `.github/`. */
export function readCiFile(path: string): CiFile {
    const text = readFileSync(join(projectFolder, path), "utf8");
    return { path, text, content: toRecord(parse(text)) };
}

/** The jobs' values of a key, by the jobs' names. Jobs without the key are left out. */
export function byJob(key: string): Record<string, unknown> {
    return Object.fromEntries(
        jobs.filter(({ definition }) => key in definition).map(({ name, definition }) => [name, definition[key]]),
    );
}

/** The first step of a job, for instance of `up.yml up`. */
export function firstStep(job: string): Readonly<Record<string, unknown>> {
    return toRecord(stepsOf(toRecord(jobs.find(({ name }) => name === job)?.definition)).at(0));
}
