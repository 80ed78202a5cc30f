import type { Transform } from "./components/shared/transform";
import type { Settings } from "./settings";

/**
 * Your changes to arguments of resources for which the configuration has no key, for instance
 *
 *     ({ environment }) => [transform(aws.rds.Cluster, "database", (args) => { args.backtrackWindow = 3600; })]
 *
 * docs/architecture.md, "Arguments without a key", has the rules.
 */
export const transforms: (settings: Settings) => readonly Transform[] = () => [];
