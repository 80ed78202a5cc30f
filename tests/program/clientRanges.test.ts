import assert from "node:assert/strict";
import { groupId, ofKind, tags } from "./resources";
import { projectKeys, wholeProgram } from "./runs";

const clientCidrs = '["10.30.0.0/16","192.168.7.0/24"]';

/** The ingress rules with a range. */
async function rangeRules(changes: Readonly<Record<string, string>>) {
    const run = await wholeProgram({ stack: "dev", config: projectKeys(changes) });
    const rules = ofKind(run, "SecurityGroupIngressRule").filter(({ inputs }) => inputs.cidrIpv4 !== undefined);
    return { group: groupId(run, "database"), rules: rules.map(({ name, inputs }) => ({ name, ...inputs })) };
}

describe("the ranges of clients", () => {
    it("are admitted by one rule each of the database's security group, for the database's port alone", async () => {
        const { group, rules } = await rangeRules({ clientCidrs, clientCidrsIngress: "true", port: "6000" });

        const rule = (cidrIpv4: string) => ({
            name: `database-${cidrIpv4.replace("/", "-")}-ingress`,
            securityGroupId: group,
            description: `Clients in ${cidrIpv4}`,
            cidrIpv4,
            ipProtocol: "tcp",
            fromPort: 6000,
            toPort: 6000,
            tags: tags("dev"),
        });
        assert.deepEqual(rules, [rule("10.30.0.0/16"), rule("192.168.7.0/24")]);
    });

    it("are admitted in an existing VPC too, whose network ACL is its owner's", async () => {
        const { rules } = await rangeRules({
            vpcId: "vpc-0123456789abcdef0",
            functionSubnetIds: '["subnet-0123456789abcdefa"]',
            databaseSubnetIds: '["subnet-0123456789abcdefb","subnet-0123456789abcdefc"]',
            natGateways: "none",
            clientCidrs,
            clientCidrsIngress: "true",
        });

        assert.equal(rules.length, 2);
    });

    it("are not admitted by default: clientCidrs alone changes the network ACL", async () => {
        const { rules } = await rangeRules({ clientCidrs });

        assert.deepEqual(rules, []);
    });
});
