import type { Configuration } from "./configReader";
import { repeated } from "./values";

/** Reads and checks the security groups that the cluster has besides the program's own. */
export function readExtraSecurityGroupIds(config: Configuration): readonly string[] {
    const ids = config.list("extraSecurityGroupIds");
    const wrong = ids.find((id) => !/^sg-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id));
    config.require(
        "extraSecurityGroupIds",
        wrong === undefined,
        `${wrong ?? ""} is not the id of a security group; use for instance sg-0123456789abcdef0`,
    );
    const twice = repeated(ids);
    config.require("extraSecurityGroupIds", twice === undefined, `has ${twice ?? ""} twice; list it once`);
    config.require(
        "extraSecurityGroupIds",
        ids.length <= mostGroups,
        `has ${ids.length} groups, and a cluster takes ${mostGroups} besides the program's; list fewer`,
    );
    return ids;
}

/** A network interface has 5 security groups, unless AWS raises the quota. */
const mostGroups = 4;
