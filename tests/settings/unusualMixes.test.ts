import { type Case, describeRules } from "./rules/describeRules";

const retention =
    "must be 7, a number of months of 31 days, or 731 (two years); set it to 7, which is free, or for instance to 31";

/** The minor version and the way in which it is chosen. */
const versions: readonly Case[] = [
    [
        { engineVersion: "17.9" },
        "engineVersion: 17.9: automatic minor versions need a major alone, one of 15, 16, 17, 18; set it to 17, or minorVersions to pinned",
    ],
    [
        { engineVersion: "18", minorVersions: "pinned" },
        "engineVersion: 18: pinned minor versions need a full version of 15, 16, 17, 18; set it to one, for instance 18.6",
    ],
    [
        { engineVersion: "18", allowMajorVersionUpgrade: "true" },
        "allowMajorVersionUpgrade: true: a major upgrade cannot wait for the maintenance window; set applyImmediately to true as well",
    ],
    [
        { engineVersion: "18.2", minorVersions: "pinned" },
        "engineVersion: 18.2: RDS creates no clusters of this version; set it to one of 18.3, 18.4, 18.6 or to a later one",
    ],
];

/** Performance Insights keeps its data for a week, some months of 31 days, or two years. */
const insights: readonly Case[] = [
    ...["8", "30", "100", "700", "730"].map((days): Case => [
        { insightsRetentionDays: days },
        `insightsRetentionDays: ${days}: ${retention}`,
    ]),
    ...["7", "31", "62", "465", "713", "731"].map((days): Case => [{ insightsRetentionDays: days }]),
];

describeRules("unusual mixes: versions", versions);
describeRules("unusual mixes: insights", insights);
