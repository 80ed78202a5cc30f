// @peculiar/x509 needs these additions to `Reflect` when it loads.
import "reflect-metadata";
import type { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** A certificate chain to a trusted authority, valid or with one flaw. */
export interface CertificateChain {
    /** The authority that a client trusts, as PEM text. */
    readonly authority: string;
    /** The server's certificate and the intermediate ones, as PEM text. */
    readonly chain: string;
    readonly privateKey: string;
}

/** The possible flaws of a chain. */
export interface Flaws {
    /** The extended key usage of the server's certificate. Default: servers. */
    readonly usage?: x509.ExtendedKeyUsage;
    /** Whether the chain has an intermediate authority that the root's path length forbids. */
    readonly isTooLong?: boolean;
    /** Whether the server's certificate has an unknown critical extension. */
    readonly isUnknown?: boolean;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** Issues a chain for `localhost`. */
export async function issueChain({ usage, isTooLong, isUnknown }: Flaws): Promise<CertificateChain> {
    const [root, between, server] = [await createKeys(), await createKeys(), await createKeys()];
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

async function createKeys(): Promise<webcrypto.CryptoKeyPair> {
    return await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}
