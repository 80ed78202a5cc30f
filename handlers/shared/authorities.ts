import { readFileSync } from "node:fs";
import type { EnvironmentVariables } from "./environment";
import { codedError } from "./errors";

/** The file beside the functions' code: RDS's certificate authorities of the stack's region. */
export const authoritiesFile = "rds-authorities.pem";

/** Lambda's own list: RDS's authorities of every region, as old as the image of the runtime. */
const runtimeFile = "/var/runtime/ca-cert.pem";

/**
 * Reads the certificate authorities that may vouch for the database's server, as PEM text.
 *
 * - Where `CA_FILE` is set, that file alone.
 * - Otherwise the authorities of this region: those shipped beside the code, and any that Lambda's own list has beyond
 *   them, so that an authority newer than the last deployment is trusted as soon as either knows it.
 * - Where neither has one of this region, all of Lambda's own list.
 *
 * One region, because Node.js parses the list for each new connection: three authorities take 0.6 ms, a hundred take
 * 15 ms. Choosing them from Lambda's list takes 1 ms, once.
 *
 * @throws `configurationInvalid` where no file can be read.
 */
export function readAuthorities(variables: EnvironmentVariables, lambdaList = runtimeFile): string {
    const { CA_FILE: file, LAMBDA_TASK_ROOT: codeFolder = ".", AWS_REGION: region = "" } = variables;
    if (file !== undefined) {
        return readText(file) ?? noAuthorities(`${file}: cannot be read`);
    }
    const shipped = readText(`${codeFolder}/${authoritiesFile}`) ?? "";
    const runtime = readText(lambdaList) ?? "";
    const regional = new Set(authoritiesOf(region, shipped + runtime));
    return [...regional].join("\n") || runtime || noAuthorities(`not set, and ${lambdaList} cannot be read`);
}

/**
 * The certificates of RDS's authorities of a region in a PEM text. They are told by the name in their subject, `Amazon
 * RDS <region> Root CA RSA2048 G1` for instance, which a certificate holds as plain ASCII. That name leaves out the
 * database preview environment and the intermediate authorities that expired in 2024.
 */
export function authoritiesOf(region: string, pem: string): string[] {
    const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    return certificates.filter((certificate) => {
        const [, base64 = ""] = certificate.split("-----BEGIN CERTIFICATE-----");
        return Buffer.from(base64, "base64").includes(`Amazon RDS ${region} Root CA `);
    });
}

function readText(file: string): string | undefined {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return undefined;
    }
}

function noAuthorities(what: string): never {
    throw codedError("configurationInvalid", {
        message: `CA_FILE: ${what}; name a file with the database's certificate authorities`,
    });
}
