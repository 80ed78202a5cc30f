import { describeRules, integer } from "./describeRules";

const cidrExample = "is not a private range that starts at its first address; use for instance 10.30.0.0/16";
const vpcRule = "must be a private range of /16 to /24 that starts at its first address, for instance 10.20.0.0/16";

/** So many ranges beside the VPC's, and these. */
const ranges = (count: number, ...others: readonly string[]) =>
    JSON.stringify([...Array.from({ length: count }, (_, index) => `10.${100 + index}.0.0/16`), ...others]);

const tooManyRules = (clientCidrs: string, rules: number, privateRanges: string) =>
    `clientCidrs: ${clientCidrs.slice(0, 100)}...: needs ${rules} rules of a network ACL, which takes 19: one for each ` +
    `range, the VPC's among them, and one for each private range that they are part of (${privateRanges}); ` +
    "join neighbours";

describeRules("a new network", [
    [{ vpcCidr: "192.168.0.0/16" }],
    [{ vpcCidr: "10.20.0.1/16" }, `vpcCidr: 10.20.0.1/16: ${vpcRule}`],
    [{ vpcCidr: "10.0.0.0/15" }, `vpcCidr: 10.0.0.0/15: ${vpcRule}`],
    [{ vpcCidr: "8.8.0.0/16" }, `vpcCidr: 8.8.0.0/16: ${vpcRule}`],
    [{ vpcCidr: "10.20.0.0/25" }, `vpcCidr: 10.20.0.0/25: ${vpcRule}`],
    [
        {
            vpcCidr: "10.20.0.0/24",
            zoneCidrMask: "26",
            publicSubnetMask: "28",
            functionSubnetMask: "28",
            databaseSubnetMask: "28",
        },
    ],
    [{ zones: "3" }],
    [{ zones: "1" }, `zones: 1: ${integer(2, 3)}`],
    [{ zones: "4" }, `zones: 4: ${integer(2, 3)}`],
    [{ zones: "2.0" }, `zones: 2.0: ${integer(2, 3)}`],
    [{ zones: "" }, `zones: (empty): ${integer(2, 3)}`],
    [{ zoneNames: '["us-east-1b","us-east-1d"]' }],
    [{ zones: "3", zoneNames: '["us-east-1f","us-east-1a","us-east-1c"]' }],
    [
        { zoneNames: '["us-east-1a","us-east-1-atl-1a","eu-west-1b","us-east-1"]' },
        'zoneNames: ["us-east-1a","us-east-1-atl-1a","eu-west-1b","us-east-1"]: us-east-1-atl-1a, eu-west-1b, us-east-1 ' +
            "is not an availability zone of us-east-1; use for instance us-east-1a (Aurora is in no Local Zone)",
    ],
    [
        { zoneNames: '["us-east-1a","us-east-1a"]' },
        'zoneNames: ["us-east-1a","us-east-1a"]: has a zone twice; list each once',
    ],
    [
        { zones: "3", zoneNames: '["us-east-1a","us-east-1b"]' },
        'zoneNames: ["us-east-1a","us-east-1b"]: has 2, and zones is 3; list as many, or [] for the region\'s first ones',
    ],
    [{ zones: "4", zoneNames: '["us-east-1a","us-east-1b"]' }, `zones: 4: ${integer(2, 3)}`],
    [{ databaseSubnets: "public" }, "databaseSubnets: public: must be isolated or private"],
    [{ natGateways: "many" }, "natGateways: many: must be none, single or onePerZone"],
    [{ natGateways: "many", endpoints: "none" }, "natGateways: many: must be none, single or onePerZone"],
    [{ endpoints: "yes", endpointSecurityGroupId: "sg-12345678" }, "endpoints: yes: must be create, existing or none"],
    [{ zoneCidrMask: "20" }],
    [{ zoneCidrMask: "17" }, `zoneCidrMask: 17: ${integer(18, 26)}`],
    [
        { vpcCidr: "10.20.0.0/17" },
        "zoneCidrMask: 18: leaves no room for four zones in vpcCidr 10.20.0.0/17; set it to 19 or more",
    ],
    [
        { zoneCidrMask: "21" },
        "zoneCidrMask: 21: is a block of 2048 addresses a zone, and its subnets (publicSubnetMask /24, " +
            "functionSubnetMask /22, databaseSubnetMask /24) take 2304 in that order; make the subnets smaller " +
            "or the block larger",
    ],
    [{ zoneCidrMask: "22", publicSubnetMask: "24", functionSubnetMask: "24", databaseSubnetMask: "23" }],
    [{ publicSubnetMask: "28", functionSubnetMask: "28", databaseSubnetMask: "28" }],
    [{ databaseSubnetMask: "29" }, `databaseSubnetMask: 29: ${integer(19, 28)}`],
    [{ clientCidrs: '["10.30.0.0/16","100.64.0.0/10"]' }],
    [
        { clientCidrs: "10.30.0.0/16" },
        'clientCidrs: 10.30.0.0/16: must be a list of texts; write it in the stack\'s file as a list, each text in quotes, or as "[]"',
    ],
    [
        { clientCidrs: "[1]" },
        'clientCidrs: [1]: must be a list of texts; write it in the stack\'s file as a list, each text in quotes, or as "[]"',
    ],
    [{ clientCidrs: '["0.0.0.0/0"]' }, `clientCidrs: ["0.0.0.0/0"]: 0.0.0.0/0 ${cidrExample}`],
    [
        { clientCidrs: '["10.30.0.1/16","10.0.0.0/8","x"]' },
        `clientCidrs: ["10.30.0.1/16","10.0.0.0/8","x"]: 10.30.0.1/16, x ${cidrExample}`,
    ],
    [
        { clientCidrs: '["10.1.0.0/16","10.1.0.0/16"]' },
        'clientCidrs: ["10.1.0.0/16","10.1.0.0/16"]: has a range twice; list each once',
    ],
    [{ clientCidrs: ranges(17) }],
    [{ clientCidrs: ranges(18) }, tooManyRules(ranges(18), 20, "10.0.0.0/8")],
    [
        { clientCidrs: ranges(15, "172.20.0.0/16", "192.168.0.0/16") },
        tooManyRules(ranges(15, "172.20.0.0/16", "192.168.0.0/16"), 21, "10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16"),
    ],
    [{ endpoints: "none" }],
    [
        { endpoints: "none", natGateways: "none" },
        "endpoints: none: the functions would reach neither Secrets Manager nor SSM; set it to create, or " +
            "natGateways to single or onePerZone",
    ],
    [
        { endpoints: "existing", endpointSecurityGroupId: "sg-12345678" },
        "endpoints: existing: a new VPC has no endpoints yet; set it to create, or to none with natGateways " +
            "single or onePerZone",
    ],
    [
        { endpointSecurityGroupId: "sg-12345678" },
        "endpointSecurityGroupId: sg-12345678: is only for endpoints that exist; remove it, or set endpoints to existing",
    ],
]);
