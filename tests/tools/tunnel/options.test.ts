import { deepEqual, throws } from "node:assert/strict";
import { UsageError } from "../../../tools/cli/command";
import { parseOptions } from "../../../tools/tunnel/options";

const instance = ["--target", "i-0123456789abcdef0"];
const alice = ["--login", "alice"];

describe("the options of npm run tunnel", () => {
    it("are read-only on dev by default", () => {
        const options = parseOptions([...instance, ...alice]);

        deepEqual(options, {
            stack: "dev",
            target: "i-0123456789abcdef0",
            login: "alice",
            port: 15_432,
            write: false,
            command: undefined,
            print: false,
            help: false,
        });
    });

    it("accept the forms of a target that Systems Manager has", () => {
        const targets = ["i-01234567", "mi-0123456789abcdef0", "ecs:my-cluster_0123abcd_0123abcd-4567"];

        const read = targets.map((target) => parseOptions(["--target", target, ...alice]).target);

        deepEqual(read, targets);
    });

    const target = "must be the id of a host in the VPC; set it, for instance to i-0123456789abcdef0";
    const login = "must be the name of your login role; set it, for instance to alice";
    const port = "must be a whole number from 1024 to 65535; choose a free one";
    const mistakes: readonly (readonly [readonly string[], string])[] = [
        [alice, `--target: : ${target}`],
        [["--target", "bastion", ...alice], `--target: bastion: ${target}`],
        [["--target", "i-0123", ...alice], `--target: i-0123: ${target}`],
        [["--target", "i-01234567;ls", ...alice], `--target: i-01234567;ls: ${target}`],
        [instance, `--login: : ${login}`],
        [[...instance, "--login", "Alice"], `--login: Alice: ${login}`],
        [[...instance, "--login", "alice bob"], `--login: alice bob: ${login}`],
        ...["migration_a", "application_b", "reader_a"].map(
            (role) =>
                [
                    [...instance, "--login", role],
                    `--login: ${role}: belongs to the rotation, and has no IAM authentication; create a login role of your own`,
                ] as const,
        ),
        ...["0", "80", "65536", "1e4", "15432.5", "-1", "x"].map(
            (value) => [[...instance, ...alice, "--port", value], `--port: ${value}: ${port}`] as const,
        ),
        [
            [...instance, ...alice, "--print", "--command", "select 1"],
            "--print: runs nothing, so --command has no effect; leave one of them out",
        ],
        [
            [...instance, ...alice, "--stack", "../dev"],
            "--stack: ../dev: must be a stack's name; choose dev, staging or prod",
        ],
    ];
    for (const [args, message] of mistakes) {
        it(`refuse ${args.join(" ")}`, () => {
            throws(() => parseOptions(args), new UsageError(message));
        });
    }
});
