import * as aws from "@pulumi/aws";

const vpc = new aws.ec2.Vpc("shared", { cidrBlock: "10.40.0.0/16", enableDnsHostnames: true });

/** The network of another team: a VPC with two subnets for functions and two for a database. */
export const vpcId = vpc.id;
/** In two zones. */
export const functionSubnetIds = [subnet("functions", 0, "a"), subnet("functions", 1, "b")];
/** In two zones. */
export const databaseSubnetIds = [subnet("database", 2, "a"), subnet("database", 3, "b")];

function subnet(name: string, third: number, zone: string) {
    const availabilityZone = `us-east-1${zone}`;
    return new aws.ec2.Subnet(`${name}-${zone}`, { vpcId, cidrBlock: `10.40.${third}.0/24`, availabilityZone }).id;
}
