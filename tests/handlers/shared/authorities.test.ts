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

describe("the authorities that may vouch for the database", () => {
    const folder = mkdtempSync(join(tmpdir(), "authorities-"));
    const runtime = join(folder, "ca-cert.pem");
    const environment = { LAMBDA_TASK_ROOT: folder, AWS_REGION: "eu-west-1" };

    after(() => {
        rmSync(folder, { recursive: true });
    });

    const cases: readonly [what: string, shipped: string[], runtimes: string[], expected: string[]][] = [
        ["are those beside the code", [first, second], [], [first, second]],
        ["are not twice what Lambda's own list has too", [first, second], [first, foreign], [first, second]],
        ["are also one that Lambda's own list alone has", [first], [foreign, second, third], [first, second, third]],
        ["are those of the region in Lambda's own list where none is shipped", [], [foreign, first], [first]],
        ["are all of Lambda's own list where none of the region is known", [], [foreign], [foreign]],
    ];
    for (const [what, shipped, runtimes, expected] of cases) {
        it(what, () => {
            write("rds-authorities.pem", shipped);
            write("ca-cert.pem", runtimes);

            const pem = readAuthorities(environment, runtime);

            assert.equal(pem.trim(), expected.join("\n"));
        });
    }

    it("are those of CA_FILE alone, where it is set", () => {
        write("rds-authorities.pem", [first]);
        write("ca-cert.pem", [second]);
        write("other.pem", [foreign]);

        const pem = readAuthorities({ ...environment, CA_FILE: join(folder, "other.pem") }, runtime);

        assert.equal(pem.trim(), foreign);
    });

    it("are missing where no file is there, which the message says", () => {
        write("rds-authorities.pem", []);
        write("ca-cert.pem", []);

        const read = () => readAuthorities(environment, runtime);

        assert.throws(read, {
            code: "configurationInvalid",
            message: `CA_FILE: not set, and ${runtime} cannot be read; name a file with the database's certificate authorities`,
        });
    });

    /** Writes a file of certificates; without any there is no file. */
    function write(name: string, certificates: readonly string[]): void {
        rmSync(join(folder, name), { force: true });
        if (certificates.length > 0) writeFileSync(join(folder, name), `${certificates.join("\n")}\n`);
    }
});

describe("the authorities of a region", () => {
    it("leave out the preview environment's, which is another one in us-east-2", () => {
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
