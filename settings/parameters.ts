import type { Extension, OwnParameter } from "../components/aurora/platformArgs";
import { type ParameterFacts, parameterFacts } from "../parameterFacts";
import type { Configuration } from "./configReader";
import { didYouMean, nearest } from "./nearest";
import { parameterLimits } from "./parameterLimits";
import { ruledParameters } from "./ruledParameters";

/** What the check of a parameter depends on. */
interface Surroundings {
    /** The major versions that have to have it. */
    readonly majorVersions: readonly number[];
    readonly extensions: readonly Extension[];
}

/** Reads and checks the stack's own cluster parameters. */
export function readParameters(config: Configuration, surroundings: Surroundings): readonly OwnParameter[] {
    const entries = Object.entries(config.map("parameters"));
    const [problem] = entries.flatMap(([name, value]) => parameterProblem(name, value, surroundings) ?? []);
    config.require(
        "parameters",
        problem === undefined,
        problem ?? "",
        "engineVersion",
        "blueGreenMajorVersion",
        "extensions",
    );
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
            `${name} is not in parameterFacts/table.json; correct its name${didYouMean(nearest(name, configurable))}, ` +
            "or, if Aurora has it, set it in transforms.ts"
        );
    }
    return (
        versionProblem(name, facts, surroundings) ??
        extensionProblem(name, surroundings) ??
        valueProblem(name, value, facts) ??
        limitProblem(name, value)
    );
}

function versionProblem(name: string, { since = 15, until = 18 }: ParameterFacts, { majorVersions }: Surroundings) {
    const majorVersion = majorVersions.find((major) => major < since || major > until);
    if (majorVersion === undefined) {
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
    const start = `${name}: ${value === "" ? "(empty)" : value}: must `;
    if (type === "bool") {
        return /^[01]$/.test(value) ? undefined : `${start}be 1 or 0, as RDS writes on and off`;
    }
    if (type === "enum") {
        return values?.includes(value) === true ? undefined : `${start}be ${values?.join(" or ") ?? ""}`;
    }
    if (type === "string") {
        return value === "" ? `${start}have a value; remove it for the default` : undefined;
    }
    const number = type === "integer" ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/;
    const inRange = number.test(value) && Number(value) >= (min ?? -Infinity) && Number(value) <= (max ?? Infinity);
    const range = min === undefined ? "" : max === undefined ? ` from ${min}` : ` from ${min} to ${max}`;
    return inRange
        ? undefined
        : `${start}be a ${type === "integer" ? "whole number" : "number"}${range}` +
              (unit === undefined ? "" : `, without its unit ${unit}`);
}

/** The server would accept the value, and the platform or its applications would stop. */
function limitProblem(name: string, value: string): string | undefined {
    const limit = parameterLimits.get(name);
    return limit === undefined || limit.accepts(value)
        ? undefined
        : `${name}: ${value}: must be ${limit.expected}, because ${limit.reason}`;
}
