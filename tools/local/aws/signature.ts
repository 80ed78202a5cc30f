import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { awsError } from "./awsError";
import type { LocalPrincipal } from "./localAccount";

/** A received `POST /`. Header names are in lower case. */
export interface SignedRequest {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
}

/** The service and region that a signature must be valid for. */
export interface SignatureScope {
    readonly region: string;
    readonly service: string;
}

/**
 * Authenticates the caller of a request (AWS Signature Version 4).
 *
 * @throws AWS's own errors: a missing or malformed signature, unknown credentials, another region or service, a
 * signature that does not match the request.
 */
export function verifySignature(
    request: SignedRequest,
    scope: SignatureScope,
    principals: readonly LocalPrincipal[],
): LocalPrincipal {
    const authorization = parseAuthorization(request.headers["authorization"]);
    const principal = principals.find(({ accessKeyId }) => accessKeyId === authorization.accessKeyId);
    if (principal?.sessionToken !== request.headers["x-amz-security-token"] || principal === undefined) {
        throw awsError("UnrecognizedClientException", "The security token included in the request is invalid.");
    }
    checkScope(authorization, scope);
    checkSignedHeaders(authorization, request);
    const expected = hmac(signingKey(principal.secretAccessKey, authorization), stringToSign(request, authorization));
    const actual = Buffer.from(authorization.signature, "hex");
    if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) {
        throw awsError(
            "InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret " +
                "Access Key and signing method. Consult the service documentation for details.",
        );
    }
    return principal;
}

interface Authorization {
    readonly accessKeyId: string;
    readonly date: string;
    readonly region: string;
    readonly service: string;
    readonly signedHeaders: readonly string[];
    readonly signature: string;
}

const authorizationPattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, *SignedHeaders=([^,]+), *Signature=([0-9a-f]+)$/;

function parseAuthorization(header: string | undefined): Authorization {
    if (header === undefined) {
        throw awsError("MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    const [, accessKeyId, date, region, service, signedHeaders, signature] = authorizationPattern.exec(header) ?? [];
    if (!accessKeyId || !date || !region || !service || !signedHeaders || !signature) {
        throw awsError(
            "IncompleteSignatureException",
            "The Authorization header is not in the form of AWS4-HMAC-SHA256.",
        );
    }
    return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(";"), signature };
}

function checkScope({ region, service }: Authorization, expected: SignatureScope): void {
    if (region !== expected.region) {
        throw awsError("InvalidSignatureException", `Credential should be scoped to a valid region.`);
    }
    if (service !== expected.service) {
        throw awsError(
            "InvalidSignatureException",
            `Credential should be scoped to correct service: '${expected.service}'.`,
        );
    }
}

/** Requires signatures of the host and of every x-amz- header, because unsigned headers could be changed in transit. */
function checkSignedHeaders({ signedHeaders }: Authorization, { headers }: SignedRequest): void {
    const unsigned = ["host", ...Object.keys(headers).filter((name) => name.startsWith("x-amz-"))].find(
        (name) => !signedHeaders.includes(name),
    );
    if (unsigned !== undefined) {
        throw awsError("InvalidSignatureException", `'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`);
    }
}

function stringToSign({ headers, body }: SignedRequest, { signedHeaders, ...scope }: Authorization): string {
    const canonicalHeaders = signedHeaders.map(
        (name) => `${name}:${(headers[name] ?? "").trim().replace(/\s+/g, " ")}\n`,
    );
    const canonicalRequest = ["POST", "/", "", canonicalHeaders.join(""), signedHeaders.join(";"), sha256(body)].join(
        "\n",
    );
    return [
        "AWS4-HMAC-SHA256",
        headers["x-amz-date"] ?? "",
        `${scope.date}/${scope.region}/${scope.service}/aws4_request`,
        sha256(canonicalRequest),
    ].join("\n");
}

function signingKey(secretAccessKey: string, { date, region, service }: Authorization): Buffer {
    return [date, region, service, "aws4_request"].reduce<Buffer>(
        (key, part) => hmac(key, part),
        Buffer.from(`AWS4${secretAccessKey}`),
    );
}

function hmac(key: Buffer, text: string): Buffer {
    return createHmac("sha256", key).update(text).digest();
}

function sha256(data: string | Buffer): string {
    return createHash("sha256").update(data).digest("hex");
}
