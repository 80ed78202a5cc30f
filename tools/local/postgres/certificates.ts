// The certificate library requires this polyfill of `Reflect` while it loads.
import "reflect-metadata";
import { isIP } from "node:net";
import {
    BasicConstraintsExtension,
    ExtendedKeyUsage,
    ExtendedKeyUsageExtension,
    KeyUsageFlags,
    KeyUsagesExtension,
    PemConverter,
    SubjectAlternativeNameExtension,
    X509CertificateGenerator,
} from "@peculiar/x509";

/** A certificate and its private key, both as PEM text. */
export interface ServerCertificate {
    readonly certificate: string;
    readonly privateKey: string;
}

/** A certificate authority that lives as long as the program. */
export interface CertificateAuthority {
    /** The authority's own certificate as PEM text, which clients trust. */
    readonly certificate: string;
    /**
     * Issues a server certificate for the given host names and IP addresses.
     *
     * @param notAfter expiry. Default: in a week.
     */
    issue(hosts: readonly string[], notAfter?: Date): Promise<ServerCertificate>;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const hourMs = 3_600_000;
/** Certificates are valid from an hour ago, because the machines' clocks may differ, and for a week. */
const validity = () => ({ notBefore: new Date(Date.now() - hourMs), notAfter: new Date(Date.now() + 168 * hourMs) });

/** Creates a certificate authority. Its private key stays in this process's memory. */
export async function createCertificateAuthority(): Promise<CertificateAuthority> {
    const name = "CN=Local database certificate authority";
    const keys = await makeKeys();
    const authority = await X509CertificateGenerator.createSelfSigned({
        name,
        keys,
        ...validity(),
        signingAlgorithm: algorithm,
        extensions: [
            new BasicConstraintsExtension(true, 0, true),
            new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        ],
    });
    return {
        certificate: authority.toString("pem"),
        async issue(hosts, notAfter) {
            const serverKeys = await makeKeys();
            const certificate = await X509CertificateGenerator.create({
                // Clients verify the alternative names only; host names may be too long for a common name.
                subject: "CN=Local database server",
                issuer: name,
                publicKey: serverKeys.publicKey,
                signingKey: keys.privateKey,
                ...validity(),
                ...(notAfter && { notAfter }),
                signingAlgorithm: algorithm,
                extensions: [
                    new BasicConstraintsExtension(false, undefined, true),
                    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
                    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
                    new SubjectAlternativeNameExtension(
                        // Clients compare an IP address with IP entries only.
                        [...new Set(hosts)].map(
                            (value) => ({ type: isIP(value) === 0 ? "dns" : "ip", value }) as const,
                        ),
                    ),
                ],
            });
            const privateKey = await crypto.subtle.exportKey("pkcs8", serverKeys.privateKey);
            return {
                certificate: certificate.toString("pem"),
                privateKey: PemConverter.encode(privateKey, "PRIVATE KEY"),
            };
        },
    };
}

async function makeKeys() {
    return crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}
