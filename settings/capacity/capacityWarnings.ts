import type { DatabaseSettings } from "../settings";

/** Warnings about a range of capacity that is valid but too small for production. */
export function capacityWarnings({
    instances: [writer, ...readers],
    capacity,
}: Pick<DatabaseSettings, "instances" | "capacity">): string[] {
    if (capacity === undefined) {
        return [];
    }
    const { min } = capacity;
    const tooSmall =
        min < leastWithInsights
            ? [
                  `minCapacity: ${min}: AWS recommends ${leastWithInsights} or more with Performance Insights, which every ` +
                      "instance has; set it to that",
              ]
            : [];
    const comparable = writer.memoryGiB / 2;
    const lagging =
        !writer.isServerless && readers.some(({ isServerless }) => isServerless) && min < comparable
            ? [
                  `minCapacity: ${min}: serverless readers do not scale with a provisioned writer, so they can fall behind ` +
                      `it; AWS recommends a minimum comparable with the writer, here ${comparable}`,
              ]
            : [];
    return [...tooSmall, ...lagging];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html */
const leastWithInsights = 2;
