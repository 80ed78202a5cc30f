import { type Case, describeRules, flag } from "./describeRules";

const identifierRule =
    "must be an RDS identifier with room for suffixes; use 1 to 40 lower-case letters, digits and single hyphens, " +
    "first a letter and last no hyphen";
const tagRule =
    "is not a valid tag value; use 1 to 256 letters, digits, spaces and _ . : / = + - @, beginning not with aws:";
const retentions =
    "must be 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, " +
    "1096, 1827, 2192, 2557, 2922, 3288 or 3653";
const pathRule = "must be a path of SSM parameters; start and end it with /, with letters, digits, _ . and - between";
const boundaryRule = (region: string, partition: string) =>
    `is not the ARN of an IAM policy in the partition of ${region}; use one, for instance ` +
    `arn:${partition}:iam::123456789012:policy/experimentation-boundary, or leave it empty for none`;

describeRules("the stack", [
    [{ "aws:region": "eu-central-2" }],
    [{ "aws:region": "us-gov-west-1" }],
    [{ "aws:region": "cn-northwest-1", tracing: "false" }],
    [{ "aws:region": "cn-north-1" }, "tracing: true: Lambda does not send traces to X-Ray in China; set it to false"],
    [{ "aws:region": "" }, "aws:region: (empty): is not an AWS region; set it to one, for instance us-east-1"],
    [{ "aws:region": "us-east-1a" }, "aws:region: us-east-1a: is not an AWS region; did you mean us-east-1?"],
    [
        { "aws:region": "us-east-99" },
        "aws:region: us-east-99: was not an AWS region in November 2026; did you mean us-east-1? " +
            "(add a newer region to settings/aws/regions.ts)",
    ],
    [
        { "aws:region": "antarctica-south-1" },
        "aws:region: antarctica-south-1: is not an AWS region; set it to one, for instance us-east-1",
    ],
    [
        { "aws:region": "us-iso-east-1" },
        "aws:region: us-iso-east-1: is in the partition aws-iso, where this program is not supported: its documents " +
            "are not public, so that nothing of this program could be checked against them; " +
            "use a region of aws, aws-cn or aws-us-gov",
    ],
    [
        { "aws:region": "eusc-de-east-1" },
        "aws:region: eusc-de-east-1: is in the partition aws-eusc, where this program is not supported: nothing of " +
            "this program was checked against the documents of the European Sovereign Cloud; " +
            "use a region of aws, aws-cn or aws-us-gov",
    ],
    [{ "aws:allowedAccountIds": '["111122223333","012345678901"]' }],
    ...['["1"]', '["1111-2222-3333"]', '["alias"]'].map((ids): Case => [
        { "aws:allowedAccountIds": ids },
        `aws:allowedAccountIds: ${ids}: must be a list of AWS accounts; ` +
            'write the twelve digits of each in quotes, for instance ["111122223333"]',
    ]),
    [
        { "aws:allowedAccountIds": "[111122223333]" },
        'aws:allowedAccountIds: [111122223333]: must be a list of texts; write it in the stack\'s file as a list, each text in quotes, or as "[]"',
    ],
    [{ environment: "dev" }],
    [
        { environment: "Prod" },
        "environment: Prod: the environment would be Prod, which is none of dev, staging, prod; " +
            "set it to the one that this stack is (did you mean prod?)",
    ],
    [{ identifier: "a" }],
    [{ identifier: "a".repeat(40) }],
    [{ identifier: "a".repeat(41) }, `identifier: ${"a".repeat(41)}: ${identifierRule}`],
    [{ identifier: "a--b" }, `identifier: a--b: ${identifierRule}`],
    [{ identifier: "a-" }, `identifier: a-: ${identifierRule}`],
    [{ identifier: "1a" }, `identifier: 1a: ${identifierRule}`],
    [{ identifier: "A" }, `identifier: A: ${identifierRule}`],
    [{ parameterPath: `/${"a/".repeat(14)}` }],
    [
        { parameterPath: `/${"a/".repeat(15)}` },
        `parameterPath: /${"a/".repeat(15)}: is too deep or too long for SSM; use 14 levels and 900 characters at most`,
    ],
    [{ parameterPath: `/${"a".repeat(898)}/` }],
    [
        { parameterPath: `/${"a".repeat(899)}/` },
        `parameterPath: /${"a".repeat(99)}...: is too deep or too long for SSM; use 14 levels and 900 characters at most`,
    ],
    [{ parameterPath: "/a" }, `parameterPath: /a: ${pathRule}`],
    [{ parameterPath: "a/" }, `parameterPath: a/: ${pathRule}`],
    [{ parameterPath: "/" }, `parameterPath: /: ${pathRule}`],
    [{ parameterPath: "/a//b/" }, `parameterPath: /a//b/: ${pathRule}`],
    [{ parameterPath: "/a b/" }, `parameterPath: /a b/: ${pathRule}`],
    [
        { parameterPath: "/AWS-x/" },
        "parameterPath: /AWS-x/: begins with a name that AWS reserves; begin it with neither aws nor ssm",
    ],
    [
        { parameterPath: "/ssm/" },
        "parameterPath: /ssm/: begins with a name that AWS reserves; begin it with neither aws nor ssm",
    ],
    [{ parameterHandOver: "/a/b/" }],
    [{ parameterHandOver: "/a/b" }, `parameterHandOver: /a/b: ${pathRule}`],
    [{ owner: "Ünder: a/b=c+d-e@f_g.h" }],
    [{ owner: "" }, `owner: (empty): ${tagRule}`],
    [{ owner: "a,b" }, `owner: a,b: ${tagRule}`],
    [{ costCentre: "x".repeat(256) }],
    [{ costCentre: "x".repeat(257) }, `costCentre: ${"x".repeat(100)}...: ${tagRule}`],
    [{ costCentre: "AWS:x" }, `costCentre: AWS:x: ${tagRule}`],
    [
        { decommission: "true" },
        "decommission: true: is not this stack's name; remove it, or set it to staging to lift every protection " +
            "of the stack's data",
    ],
    [{ logRetentionDays: "3653" }],
    [{ logRetentionDays: "0" }, `logRetentionDays: 0: ${retentions}`],
    [{ logRetentionDays: "366" }, `logRetentionDays: 366: ${retentions}`],
    [{ permissionsBoundaryArn: "" }],
    [{ permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/experimentation-boundary" }],
    [{ permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/team/boundary" }],
    [{ permissionsBoundaryArn: "arn:aws:iam::aws:policy/PowerUserAccess" }],
    [
        {
            "aws:region": "us-gov-west-1",
            permissionsBoundaryArn: "arn:aws-us-gov:iam::123456789012:policy/experimentation-boundary",
        },
    ],
    [
        {
            "aws:region": "cn-north-1",
            tracing: "false",
            permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary",
        },
        `permissionsBoundaryArn: arn:aws:iam::123456789012:policy/boundary: ${boundaryRule("cn-north-1", "aws-cn")}`,
    ],
    ...["experimentation-boundary", "arn:aws:iam::123456789012:role/boundary", "arn:aws:iam::1234:policy/boundary"].map(
        (arn): Case => [
            { permissionsBoundaryArn: arn },
            `permissionsBoundaryArn: ${arn}: ${boundaryRule("us-east-1", "aws")}`,
        ],
    ),
    [{ tracing: "True" }, `tracing: True: ${flag}`],
]);
