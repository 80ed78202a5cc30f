import { deepEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";
import { matchesArn } from "../../../tools/local/iam/wildcard";

/** The variables that the document sets for `envsubst`. */
function documented(): ReadonlyMap<string, string> {
    const text = readFileSync(join(projectFolder, "docs/access.md"), "utf8");
    const [command = ""] = /PARTITION=[^`]*envsubst <docs\/tunnel-policy\.json/.exec(text) ?? [];
    return new Map([...command.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name = "", value = ""]) => [name, value]));
}

/** The policy as `envsubst` renders it. AWS's own variable `${aws:userid}` stays. */
function statements() {
    const values = documented();
    const text = readFileSync(join(projectFolder, "docs/tunnel-policy.json"), "utf8");
    const rendered = text.replace(/\$\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole);
    const { Statement } = toRecord(JSON.parse(rendered));
    return (Array.isArray(Statement) ? Statement : []).map(toRecord);
}

/** The Sids of the statements that allow an action on a resource, for a person with this user id. */
function allowing(action: string, resource: string, userId = "AROAEXAMPLE:alice"): unknown[] {
    return statements()
        .filter(({ Action }) => [Action].flat().includes(action))
        .filter(({ Resource }) =>
            [Resource].flat().some((arn) => matchesArn(String(arn).replace("${aws:userid}", userId), resource)),
        )
        .map(({ Sid }) => Sid);
}

describe("docs/tunnel-policy.json", () => {
    const ssm = "arn:aws:ssm:us-east-1";
    const document = `${ssm}::document/AWS-StartPortForwardingSessionToRemoteHost`;
    const account = "123456789012";

    it("has a value in the document for each variable", () => {
        const open = JSON.stringify(statements()).match(/\$\{[^}]*\}/g);

        deepEqual(open, ["${aws:userid}"]);
    });

    it("allows what npm run tunnel calls", () => {
        const calls = [
            ["ssm:StartSession", `arn:aws:ec2:us-east-1:${account}:instance/i-0123456789abcdef0`],
            ["ssm:StartSession", document],
            ["ssm:TerminateSession", `${ssm}:${account}:session/AROAEXAMPLE:alice-0abc`],
            ["ssm:GetParameter", `${ssm}:${account}:parameter/experimentation/dev/database/host`],
            ["ssm:GetParameter", `${ssm}:${account}:parameter/experimentation/dev/database/reader-host`],
            ["rds-db:connect", `arn:aws:rds-db:us-east-1:${account}:dbuser:cluster-ABCDEFGHIJKL01234/alice`],
        ] as const;

        const allowed = calls.map(([action, resource]) => allowing(action, resource));

        deepEqual(
            allowed.map((sids) => sids.join()),
            ["StartSession", "StartSession", "OwnSessions", "ReadEndpoints", "ReadEndpoints", "LogIn"],
        );
    });

    it("allows no other host, no shell, nobody else's session and no other login", () => {
        const calls = [
            ["ssm:StartSession", `arn:aws:ec2:us-east-1:${account}:instance/i-00000000000000000`],
            ["ssm:StartSession", `${ssm}:${account}:document/SSM-SessionManagerRunShell`],
            ["ssm:StartSession", `${ssm}::document/AWS-StartSSHSession`],
            ["ssm:TerminateSession", `${ssm}:${account}:session/AROAEXAMPLE:bob-0abc`],
            ["ssm:GetParameter", `${ssm}:${account}:parameter/experimentation/prod/database/host`],
            ["rds-db:connect", `arn:aws:rds-db:us-east-1:${account}:dbuser:cluster-ABCDEFGHIJKL01234/application_a`],
            ["rds-db:connect", `arn:aws:rds-db:us-east-1:${account}:dbuser:cluster-OTHER/alice`],
        ] as const;

        deepEqual(
            calls.flatMap(([action, resource]) => allowing(action, resource)),
            [],
        );
    });

    it("starts a session only with the document that it allows, because a call without one starts a shell", () => {
        const [start] = statements();

        deepEqual(start?.Condition, { BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" } });
    });
});
