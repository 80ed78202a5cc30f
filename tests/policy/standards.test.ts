import assert from "node:assert/strict";
import { rules } from "../../policy/rules";
import { checkovChecks } from "../../policy/standards/checkov";
import { prowlerChecks } from "../../policy/standards/prowler";
import { securityHubChecks } from "../../policy/standards/securityHub";

/** Security Hub's and Control Tower's controls for such resources. */
const securityHub = [
    ["Backup", [1]],
    ["CloudWatch", [15]],
    ["CT.CLOUDWATCH.PR", [1]],
    ["EC2", [2, 6, 10, 15, 21]],
    ["KMS", [1, 2, 4]],
    ["Lambda", [2, 3, 5, 7]],
    ["RDS", [2, 3, 5, 6, 7, 9, 12, 13, 15, 16, 19, 20, 21, 22, 23, 24, 26, 27, 35, 37, 43, 46, 50]],
    ["SecretsManager", [1, 2, 3, 4]],
] as const;

/** Checkov's policies about one resource, by type of resource. */
const checkov = {
    backupVault: [166],
    cluster: [96, 133, 139, 162, 313, 324, 327],
    instance: [17, 118, 226, 353, 354],
    function: [45, 50, 115, 116, 117, 173, 272, 363],
    key: [7, 33, 227],
    secret: [149, 304],
    logGroup: [66, 158, 338],
    parameter: [337],
    securityGroup: [23, 24, 25, 260, 277, 382],
    role: [60, 61, 62, 63, 274, 275, 286, 287, 288, 289, 290, 355],
    topic: [26],
    alarm: [319],
    schedule: [297],
    subnet: [130],
};

/** Checkov's policies about several resources. */
const checkovTogether = [1, 5, 8, 11, 12, 27, 34, 57, 64];

/** Prowler's checks that the other two lack or state differently. */
const prowler = [
    "ec2_networkacl_allow_ingress_any_port",
    "ec2_networkacl_allow_ingress_tcp_port_22",
    "ec2_networkacl_allow_ingress_tcp_port_3389",
    "iam_role_cross_service_confused_deputy_prevention",
    "secretsmanager_has_restrictive_resource_policy",
    "secretsmanager_not_publicly_accessible",
    "vpc_endpoint_connections_trust_boundaries",
    "vpc_endpoint_for_ec2_enabled",
    "vpc_subnet_no_public_ip_by_default",
];

describe("the checks of other tools", () => {
    it("have a result for each control of Security Hub", () => {
        const expected = securityHub.flatMap(([service, numbers]) => numbers.map((each) => `${service}.${each}`));

        const listed = securityHubChecks.map(({ id }) => id);

        assert.deepEqual(listed, expected);
        assert.equal(listed.length, 42);
    });

    it("have a result for each policy of Checkov", () => {
        const numbers = Object.values(checkov).flat();
        const byNumber = (a: number, b: number) => a - b;
        const expected = [
            ...numbers.sort(byNumber).map((each) => `CKV_AWS_${each}`),
            ...checkovTogether.map((each) => `CKV2_AWS_${each}`),
        ];

        const listed = checkovChecks.map(({ id }) => id);

        assert.deepEqual(listed, expected);
        assert.equal(listed.length, 61);
    });

    it("have a result for each further check of Prowler", () => {
        const listed = prowlerChecks.map(({ id }) => id);

        assert.deepEqual(listed, prowler);
    });

    it("refer to existing rules", () => {
        const known = rules.map(({ id }) => id);

        const named = [...securityHubChecks, ...checkovChecks, ...prowlerChecks].flatMap(({ result }) =>
            result.kind === "notApplicable" ? [] : result.rules,
        );

        assert.deepEqual(
            named.filter((id) => !known.includes(id)),
            [],
        );
    });
});
