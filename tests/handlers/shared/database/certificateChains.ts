// The certificate library looks for this one's additions to `Reflect` while it loads.
import "reflect-metadata";
import type { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** A chain that leads to a trusted authority, and in which one thing is wrong. */
export interface CertificateChain {
    /** The authority, as PEM text: what a client trusts. */
    readonly authority: string;
    /** The server's certificate, and those between it and the authority. */
    readonly chain: string;
    readonly privateKey: string;
}

/** What may be wrong in a chain. */
export interface Flaws {
    /** What the server's certificate may be used for. Default: servers. */
    readonly usage?: x509.ExtendedKeyUsage;
    /** Whether an authority that may have none below it has one. */
    readonly isTooLong?: boolean;
    /** Whether the server's certificate has a critical extension that nobody knows. */
    readonly isUnknown?: boolean;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** Issues a chain for `localhost`. */
export async function issueChain({ usage, isTooLong, isUnknown }: Flaws): Promise<CertificateChain> {
    const [root, between, server] = [await makeKeys(), await makeKeys(), await makeKeys()];
    const authority = await certificate("root", root, "root", root, [
        new x509.BasicConstraintsExtension(true, 0, true),
    ]);
    const intermediate = await certificate("between", between, "root", root, [
        new x509.BasicConstraintsExtension(true, undefined, true),
    ]);
    const [issuer, issuerKeys] = isTooLong === true ? (["between", between] as const) : (["root", root] as const);
    const leaf = await certificate("server", server, issuer, issuerKeys, [
        new x509.ExtendedKeyUsageExtension([usage ?? x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([{ type: "dns", value: "localhost" }]),
        ...(isUnknown === true ? [new x509.Extension("1.2.3.4", true, new Uint8Array([5, 0]))] : []),
    ]);
    const privateKey = await crypto.subtle.exportKey("pkcs8", server.privateKey);
    return {
        authority: authority.toString("pem"),
        chain: [leaf, ...(isTooLong === true ? [intermediate] : [])].map((each) => each.toString("pem")).join("\n"),
        privateKey: x509.PemConverter.encode(privateKey, "PRIVATE KEY"),
    };
}

async function certificate(
    name: string,
    { publicKey }: webcrypto.CryptoKeyPair,
    issuer: string,
    { privateKey }: webcrypto.CryptoKeyPair,
    extensions: x509.Extension[],
): Promise<x509.X509Certificate> {
    return await x509.X509CertificateGenerator.create({
        subject: `CN=${name}`,
        issuer: `CN=${issuer}`,
        publicKey,
        signingKey: privateKey,
        notBefore: new Date(Date.now() - 3_600_000),
        notAfter: new Date(Date.now() + 3_600_000),
        signingAlgorithm: algorithm,
        extensions,
    });
}

async function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
    return await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}
