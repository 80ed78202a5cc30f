import { types } from "../../policy/resource";
import { kindRules } from "../../policy/rules/kinds";
import { describeRules } from "./describeRules";
import { good, partOfNetwork, resource } from "./resources";

describeRules("the policy's rules for kinds of resources", kindRules, {
    "known-kinds": {
        passes: [
            [good.cluster(), resource(types.vpcComponent, {}), resource("aws:kms/alias:Alias", {})],
            [partOfNetwork("aws:ec2/route:Route", {})],
            [
                good.cluster(),
                resource("pulumi:providers:aws", {}),
                resource("experimentation:database:AuroraPlatform", {}),
            ],
        ],
        fails: [
            "aws:ec2/route:Route",
            "aws:lambda/functionUrl:FunctionUrl",
            "aws:ec2/networkAclRule:NetworkAclRule",
            "aws:rds/clusterSnapshot:ClusterSnapshot",
            "aws:iam/userPolicy:UserPolicy",
            "aws-native:rds:DBCluster",
        ].map((type) => [[resource(type, {})], `type: ${type}: must be one that rules know`]),
    },
});
