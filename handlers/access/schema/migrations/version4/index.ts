import type { Migration } from "../migration";
import { conversions } from "./conversions";
import { cuped } from "./cuped";
import { distributions } from "./distributions";
import { exposuresOverTime } from "./exposuresOverTime";
import { guardRails } from "./guardRails";
import { means } from "./means";
import { metricByVariant } from "./metricByVariant";
import { sampleRatio } from "./sampleRatio";

/** The part with a foreign key comes last, because it keeps applications from writing to `experiments` meanwhile. */
const parts = [distributions, metricByVariant, conversions, means, sampleRatio, exposuresOverTime, cuped, guardRails];

export const version4: Migration = {
    version: 4,
    name: "questions",
    sql: parts.join(""),
};
