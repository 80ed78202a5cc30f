import type { DataApi } from "../components/aurora/platformArgs";
import { sizeKeys } from "./capacity/instances";
import type { Configuration } from "./configReader";
import { tagProblem } from "./names";
import type { DatabaseSettings } from "./settings";

/** Reads and checks the Data API's keys. Undefined if it is off. The production rules require a reason. */
export function readDataApi(config: Configuration, instances: DatabaseSettings["instances"]): DataApi | undefined {
    const isOn = config.flag("dataApi");
    const reason = config.text("dataApiReason");
    config.check("dataApiReason", reason === "" ? undefined : tagProblem(reason));
    config.require("dataApiReason", reason === "" || hasWord(reason), "has no word; say who needs it and for what");
    config.require(
        "dataApiReason",
        isOn || reason === "",
        "there is no Data API to justify; remove it, or set dataApi to true",
        "dataApi",
    );
    // Of the readers too, because a failover can promote each of them:
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.limitations.html
    const burstable = instances.find(({ instanceClass }) => instanceClass.startsWith("db.t"));
    config.require(
        "dataApi",
        !isOn || burstable === undefined,
        `RDS has no Data API on T classes, and an instance is ${burstable?.instanceClass ?? ""}; ` +
            "choose another class, for instance db.serverless, or set it to false",
        ...sizeKeys,
    );
    return isOn ? { reason: reason === "" ? undefined : reason } : undefined;
}

function hasWord(text: string): boolean {
    return /\p{L}{2}/u.test(text);
}
