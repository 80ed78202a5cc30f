import type { Extension, OwnParameter } from "../components/aurora/platformArgs";
import { type ParameterFacts, parameterFacts } from "../parameterFacts";
import type { Configuration } from "./configReader";
import { didYouMean, nearest } from "./nearest";
import { ruledParameters } from "./ruledParameters";

/** What the check of a parameter depends on. */
interface Surroundings {
    readonly majorVersion: number;
    readonly extensions: readonly Extension[];
}

/** Reads and checks the stack's own cluster parameters. */
export function readParameters(config: Configuration, surroundings: Surroundings): readonly OwnParameter[] {
    const entries = Object.entries(config.map("parameters"));
    const [problem] = entries.flatMap(([name, value]) => parameterProblem(name, value, surroundings) ?? []);
    config.require("parameters", problem === undefined, problem ?? "", "engineVersion", "extensions");
    return entries.map(([name, value]) => ({ name, value }));
}

/** The problem of a parameter, a semicolon and the fix. Undefined if it is valid. */
function parameterProblem(name: string, value: string, surroundings: Surroundings): string | undefined {
    const ruled = ruledParameters.get(name);
    if (ruled !== undefined) {
        return `${name} ${ruled}`;
    }
    const facts = parameterFacts.get(name);
    if (facts === undefined) {
        const configurable = [...parameterFacts.keys()].filter((each) => !ruledParameters.has(each));
        return (
            `${name} is not a cluster parameter of Aurora that this project knows; use one of ` +
            `parameterFacts/table.json${didYouMean(nearest(name, configurable))}`
        );
    }
    return (
        versionProblem(name, facts, surroundings) ??
        extensionProblem(name, surroundings) ??
        valueProblem(name, value, facts)
    );
}

function versionProblem(name: string, { since = 15, until = 18 }: ParameterFacts, { majorVersion }: Surroundings) {
    if (majorVersion >= since && majorVersion <= until) {
        return undefined;
    }
    return `PostgreSQL ${majorVersion} has no ${name}, which ${majorVersion < since ? `began with ${since}` : `ended with ${until}`}; remove it`;
}

/** A parameter of a library that is not loaded would do nothing. */
function extensionProblem(name: string, { extensions }: Surroundings): string | undefined {
    const [prefix = ""] = name.split(".");
    const extension = prefix === "cron" ? "pg_cron" : prefix;
    const isLoaded = extensions.some((each) => each.name === extension);
    return !["pg_cron", "pgaudit", "pg_hint_plan"].includes(extension) || isLoaded
        ? undefined
        : `${name} needs ${extension}; add ${extension} to extensions`;
}

function valueProblem(name: string, value: string, { type, unit, min, max, values }: ParameterFacts) {
    if (type === "bool") {
        return /^[01]$/.test(value) ? undefined : `${name}: ${value}: must be 1 or 0, as RDS writes on and off`;
    }
    if (type === "enum") {
        return values?.includes(value) === true
            ? undefined
            : `${name}: ${value}: must be ${values?.join(" or ") ?? ""}`;
    }
    const number = type === "integer" ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/;
    if (type === "string") {
        return value === "" ? `${name}: (empty): must have a value; remove it for the default` : undefined;
    }
    const inRange = number.test(value) && Number(value) >= (min ?? -Infinity) && Number(value) <= (max ?? Infinity);
    const range = min === undefined ? "" : max === undefined ? ` from ${min}` : ` from ${min} to ${max}`;
    return inRange
        ? undefined
        : `${name}: ${value}: must be a ${type === "integer" ? "whole number" : "number"}${range}` +
              (unit === undefined ? "" : `, without its unit ${unit}`);
}
