import { instanceClasses } from "../../settings/capacity/instanceClasses";
import type { Settings } from "../../settings/settings";
import { instanceHours } from "./instancePrices";
import type { Changes } from "./stackCost";

/** A change of the configuration that reduces the cost. */
export interface Switch {
    /** The keys to set, with their values. */
    readonly changes: Changes;
    /** The drawback of the change. */
    readonly loses: string;
}

/**
 * Changes of a stack's configuration that may reduce the cost. A trial shows whether the settings accept one, and how
 * much it saves.
 */
export function switches(settings: Settings): Switch[] {
    return [...networkSwitches(settings), ...databaseSwitches(settings), ...watchingSwitches()];
}

function networkSwitches({ network }: Settings): Switch[] {
    const natEndpoints = {
        changes: { endpoints: "none" },
        loses: "the private connection to Secrets Manager and SSM: traffic uses NAT, which is charged by the GB",
    };
    if (network.kind !== "new") {
        return [
            natEndpoints,
            {
                changes: { endpoints: "existing", endpointSecurityGroupId: "sg-0123456789abcdef0" },
                loses: "nothing if the VPC has endpoints of both services; set their security group",
            },
        ];
    }
    const singleGateway = {
        changes: { natGateways: "single" },
        loses: "outbound access of the private subnets while the gateway's zone is down",
    };
    return [
        ...(network.natGateways === "onePerZone" ? [singleGateway] : []),
        { changes: { natGateways: "none" }, loses: "outbound access of the private subnets" },
        natEndpoints,
        { changes: { zones: "2" }, loses: "the third zone, with its subnets" },
    ];
}

function databaseSwitches({ database }: Settings): Switch[] {
    const [writer, ...readers] = database.instances;
    return [
        {
            changes: { instances: String(readers.length) },
            loses: "a reader with its share of the reads; with the last reader, the fast failover",
        },
        ...classSwitches("instanceClass", [writer]),
        ...classSwitches(
            "readerInstanceClass",
            readers.filter(({ instanceClass }) => instanceClass !== writer.instanceClass).slice(0, 1),
        ),
        { changes: { storageType: "ioOptimized" }, loses: "nothing; back to standard once in 30 days" },
        { changes: { storageType: "standard" }, loses: "a cost that does not depend on reads and writes" },
    ];
}

function classSwitches(key: string, instances: readonly { readonly instanceClass: string }[]): Switch[] {
    return instances.flatMap(({ instanceClass }) => {
        const sameSize = cheapestOfSize(instanceClass);
        return sameSize === undefined
            ? []
            : [
                  {
                      changes: { [key]: sameSize },
                      loses: "the current processor type, and the instances restart: measure your queries first",
                  },
              ];
    });
}

function watchingSwitches(): Switch[] {
    return [
        {
            changes: { insightsMode: "standard", insightsRetentionDays: "7" },
            loses: "execution plans, lock analysis, and data older than 7 days",
        },
        {
            changes: { monitoring: "false" },
            loses: "alarms, dashboard, events, the scheduled health check, and every notification",
        },
        { changes: { monitoringIntervalSeconds: "0" }, loses: "the operating system's metrics" },
        { changes: { tracing: "false" }, loses: "the traces of the functions" },
        { changes: { logRetentionDays: "30" }, loses: "logs older than 30 days" },
    ];
}

/** The cheapest class with as many vCPUs and as much memory, or undefined if it is the class itself. */
function cheapestOfSize(instanceClass: string): string | undefined {
    const size = instanceClasses.get(instanceClass);
    const usd = (name: string) => instanceHours.get(name) ?? Number.POSITIVE_INFINITY;
    const [cheapest] = [...instanceClasses]
        .filter(([, { vcpus, memoryGiB }]) => vcpus === size?.vcpus && memoryGiB === size.memoryGiB)
        .map(([name]) => name)
        .sort((a, b) => usd(a) - usd(b));
    return cheapest === instanceClass ? undefined : cheapest;
}
