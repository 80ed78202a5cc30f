import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { authoritiesBundle } from "../../../components/function/bundle";
import { authoritiesOf, readAuthorities } from "../../../handlers/shared/authorities";

const bundle = readFileSync(authoritiesBundle, "utf8");
const ours = authoritiesOf("eu-west-1", bundle);
const [first = "", second = "", third = ""] = ours;
const [foreign = ""] = authoritiesOf("us-east-1", bundle);

describe("the authorities that the functions trust", () => {
    const folder = mkdtempSync(join(tmpdir(), "authorities-"));
    const runtime = join(folder, "ca-cert.pem");
    const environment = { LAMBDA_TASK_ROOT: folder, AWS_REGION: "eu-west-1" };

    after(() => {
        rmSync(folder, { recursive: true });
    });

    const cases: readonly [title: string, shipped: string[], runtimes: string[], expected: string[]][] = [
        ["are those beside the code", [first, second], [], [first, second]],
        ["contain each one once if Lambda's own list has it too", [first, second], [first, foreign], [first, second]],
        ["include one that only Lambda's own list has", [first], [foreign, second, third], [first, second, third]],
        ["are the region's of Lambda's own list if the artifact has none", [], [foreign, first], [first]],
        ["are all of Lambda's own list if it has none of the region", [], [foreign], [foreign]],
    ];
    for (const [title, shipped, runtimes, expected] of cases) {
        it(title, () => {
            write("rds-authorities.pem", shipped);
            write("ca-cert.pem", runtimes);

            const pem = readAuthorities(environment, runtime);

            assert.equal(pem.trim(), expected.join("\n"));
        });
    }

    it("are only those of CA_FILE if it is set", () => {
        write("rds-authorities.pem", [first]);
        write("ca-cert.pem", [second]);
        write("other.pem", [foreign]);

        const pem = readAuthorities({ ...environment, CA_FILE: join(folder, "other.pem") }, runtime);

        assert.equal(pem.trim(), foreign);
    });

    it("cause an error that names the files if none exists", () => {
        write("rds-authorities.pem", []);
        write("ca-cert.pem", []);

        const read = () => readAuthorities(environment, runtime);

        assert.throws(read, {
            code: "configurationInvalid",
            message: `CA_FILE: not set, and ${runtime} cannot be read; name a file with the database's certificate authorities`,
        });
    });

    /** Writes a file with the certificates, or removes it if there are none. */
    function write(name: string, certificates: readonly string[]): void {
        rmSync(join(folder, name), { force: true });
        if (certificates.length > 0) writeFileSync(join(folder, name), `${certificates.join("\n")}\n`);
    }
});

describe("the authorities of a region", () => {
    it("leave out those of the preview environment, which also has a us-east-2", () => {
        const found = authoritiesOf("us-east-2", bundle);

        assert.equal(found.length, 3);
        assert.equal(authoritiesOf("Preview us-east-2", bundle).length, 3);
        assert.equal(new Set([...found, ...authoritiesOf("Preview us-east-2", bundle)]).size, 6);
    });

    it("are none in a text without certificates", () => {
        const found = authoritiesOf("us-east-1", "Amazon RDS us-east-1 Root CA RSA2048 G1");

        assert.deepEqual(found, []);
    });
});
