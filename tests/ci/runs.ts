import type { Contexts } from "./expressions";

const repository = "o/r";

/** A run for a pull request. */
export function pullRequest({ number = 1, from = repository } = {}): Contexts {
    const event = { pull_request: { number, head: { repo: { full_name: from } } } };
    const ref = `refs/pull/${number}/merge`;
    return { github: { event_name: "pull_request", repository, ref, sha: `merge-${number}`, event } };
}

/** A run for a pull request from a fork. */
export const forkedPullRequest = pullRequest({ from: "somebody/r" });

/** A run for a push to a branch. */
export function push({ branch = "main", sha = "c0ffee" } = {}): Contexts {
    return { github: { event_name: "push", repository, ref: `refs/heads/${branch}`, sha, event: {} } };
}

/** A run of a workflow by hand. */
export function byHand(branch: string): Contexts {
    return { github: { event_name: "workflow_dispatch", repository, ref: `refs/heads/${branch}`, event: {} } };
}

/** The nightly run, which GitHub starts on the default branch. */
export const nightly: Contexts = { github: { event_name: "schedule", repository, ref: "refs/heads/main", event: {} } };

/** The contexts of a job for a stack: one of a matrix, or one that the caller of the workflow passes. */
export function ofStack(stack: string, run: Contexts): Contexts {
    return { ...run, matrix: { stack }, inputs: { stack } };
}
