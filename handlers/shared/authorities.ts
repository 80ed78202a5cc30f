import { readFileSync } from "node:fs";
import type { EnvironmentVariables } from "./environment";
import { codedError } from "./errors";

/** The file with RDS's certificate authorities of the stack's region, beside the functions' code. */
export const authoritiesFile = "rds-authorities.pem";

/** Lambda's own list: RDS's authorities of all regions, as of the date of the runtime's image. */
const runtimeFile = "/var/runtime/ca-cert.pem";

/**
 * Reads the certificate authorities that are trusted for the database's server, as PEM text:
 *
 * - If `CA_FILE` is set, the content of that file.
 * - Otherwise, this region's authorities in the file beside the code and in Lambda's own list. With both, an authority
 *   that is newer than the last deployment is trusted as soon as one of them contains it.
 * - If neither contains an authority of this region, all of Lambda's own list.
 *
 * Only one region, because Node.js parses the list for each new connection: 0.6 ms for three authorities, 15 ms for a
 * hundred. Filtering Lambda's list takes 1 ms, once.
 *
 * @throws `configurationInvalid` if no file can be read.
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
 * Returns the certificates of RDS's authorities of a region in a PEM text. Finds them by the name in their subject, for
 * instance `Amazon RDS <region> Root CA RSA2048 G1`, which a certificate contains as plain ASCII. The database preview
 * environment and the intermediate authorities that expired in 2024 have other names.
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
