import type { RegisteredResource } from "../../../offline/registeredResource";
import { toRecord } from "../../../offline/toRecord";
import { type Cost, type CostTable, hoursPerMonth } from "../charge";
import { listInput, refuse } from "../inputs";
import { prices } from "../prices";

/** NAT gateways, interface endpoints and flow logs. */
export const networkCosts: CostTable = {
    "awsx:ec2:Vpc": vpcCost,
    "aws:ec2/vpcEndpoint:VpcEndpoint": endpointCost,
    "aws:ec2/flowLog:FlowLog": flowLogCost,
};

/** `awsx` creates the gateways and their addresses when it runs. Offline, only the component's inputs show them. */
function vpcCost(vpc: RegisteredResource): Cost {
    const gateways = gatewayCount(vpc);
    if (gateways === 0) {
        return { charges: [], uses: [] };
    }
    const quantity = gateways * hoursPerMonth;
    return {
        charges: [
            { part: "network", item: `NAT gateways (${gateways})`, quantity, price: prices.natGateway },
            { part: "network", item: `public IPv4 addresses (${gateways})`, quantity, price: prices.publicIpv4 },
        ],
        uses: [{ what: "data through NAT gateways", price: prices.natData }],
    };
}

function gatewayCount(vpc: RegisteredResource): number {
    const { strategy } = toRecord(vpc.inputs.natGateways);
    switch (strategy) {
        case "None":
            return 0;
        case "Single":
            return 1;
        case "OnePerAz":
            return listInput(vpc, "availabilityZoneNames").length;
        default:
            return refuse(vpc, "natGateways", "must be None, Single or OnePerAz");
    }
}

/**
 * An interface endpoint is charged by the hour in each of its zones. It has one subnet in each. A gateway endpoint is
 * free: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */
function endpointCost(endpoint: RegisteredResource): Cost {
    if (endpoint.inputs.vpcEndpointType === "Gateway") {
        return { charges: [], uses: [] };
    }
    if (endpoint.inputs.vpcEndpointType !== "Interface") {
        refuse(endpoint, "vpcEndpointType", "has no price; add it to tools/cost/resources/network.ts");
    }
    const zones = listInput(endpoint, "subnetIds").length;
    return {
        charges: [
            {
                part: "network",
                item: `interface endpoint in ${zones} zones`,
                quantity: zones * hoursPerMonth,
                price: prices.endpoint,
            },
        ],
        uses: [{ what: "data through endpoints", price: prices.endpointData }],
    };
}

/** A flow log itself is free: its log group has the charges. */
function flowLogCost(flowLog: RegisteredResource): Cost {
    if (flowLog.inputs.logDestinationType !== "cloud-watch-logs") {
        refuse(flowLog, "logDestinationType", "has no price; add it to tools/cost/resources/network.ts");
    }
    return { charges: [], uses: [] };
}
