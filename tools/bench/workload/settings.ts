import { tunedParameters } from "../../../components/aurora/parameters/tuning";
import type { Tuning } from "../../../components/aurora/platformArgs";
import { parameterFacts } from "../../../parameterFacts";
import { totalConnections } from "../../../settings/capacity/connectionBudget";
import { instanceClasses } from "../../../settings/capacity/instanceClasses";
import { ownMajor } from "../../local/postgres/versions";
import { tunings } from "./tunings";

/** One set of cluster parameters under which everything is measured. */
export interface MeasuredSettings {
    readonly name: "Aurora's defaults" | Tuning;
    readonly settings: Readonly<Record<string, string>>;
}

/** The instance for which the memory settings are computed: production's. */
export const instanceClass = "db.r5.large";

/** The logins' connections by the defaults of `Pulumi.yaml`, from which `work_mem` is computed. */
const connections = totalConnections({ application: 50, reader: 50, migration: 5 });

/** Aurora's defaults, and each tuning on top of them. */
export function measuredSettings(): MeasuredSettings[] {
    const defaults = auroraDefaults();
    return [
        { name: "Aurora's defaults", settings: defaults },
        ...tunings.map((tuning) => ({ name: tuning, settings: { ...defaults, ...tuningSettings(tuning) } })),
    ];
}

/** The parameters of a tuning on {@link instanceClass}. */
export function tuningSettings(tuning: Tuning): Record<string, string> {
    const parameters = tunedParameters({
        tuning,
        instances: [{ memoryGiB: instanceMemoryGiB() }],
        totalConnections: connections,
    });
    return Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
}

function instanceMemoryGiB(): number {
    const memoryGiB = instanceClasses.get(instanceClass)?.memoryGiB;
    if (memoryGiB === undefined) throw new Error(`${instanceClass} is not in the table of instance classes`);
    return memoryGiB;
}

/** What the bench looks at: the planner, memory for statements, vacuum and statistics. */
const comparedSettings = /^(autovacuum|vacuum_|default_statistics|hash_mem|work_mem|.*_page_cost$|track_|pg_stat_stat)/;

/** Aurora's defaults of the compared settings, as far as they differ between Aurora and PostgreSQL or are tuned. */
function auroraDefaults(): Record<string, string> {
    const known = [...parameterFacts].flatMap(([name, { default: value }]): [string, string][] => {
        const own = typeof value === "object" ? value[ownMajor] : value;
        return own !== undefined && comparedSettings.test(name) ? [[name, own]] : [];
    });
    const bytes = instanceMemoryGiB() * 2 ** 30;
    return {
        ...Object.fromEntries(known),
        shared_preload_libraries: "pg_stat_statements",
        // The formulas of AuroraPostgreSQL.Reference.ParameterGroups.
        autovacuum_max_workers: String(Math.max(Math.floor(bytes / 64_371_566_592), 3)),
        autovacuum_vacuum_cost_limit: String(Math.max(Math.floor(Math.log10(bytes / 21_474_836_480) * 600), 200)),
        autovacuum_work_mem: String(Math.max(Math.floor(bytes / 32_768), 131_072)),
        maintenance_work_mem: String(Math.max(Math.floor((bytes / 63_963_136) * 1024), 65_536)),
    };
}
