import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { authoritiesBundle } from "../../../components/function/bundle";
import { certificateAuthorities } from "../../../settings/aws/certificateAuthorities";

/** Renewed by one command (CONTRIBUTING.md, "RDS's authorities"). */
const text = readFileSync(authoritiesBundle, "utf8");

/** The names of RDS's authorities in every region, for each the regions that have it. */
const regionsOf = (name: string): string[] =>
    authorities
        .flatMap(({ subject }) => new RegExp(`^CN=Amazon RDS (.+) Root CA ${name}$`, "m").exec(subject)?.[1] ?? [])
        .sort();

const authorities = (text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (pem) => new X509Certificate(pem),
);

describe("the bundle of RDS's authorities", () => {
    it("has the same regions for each kind of key, among them those of the stack files", () => {
        const regions = regionsOf("RSA2048 G1");

        assert.deepEqual([regionsOf("RSA4096 G1"), regionsOf("ECC384 G1")], [regions, regions]);
        assert.ok(["us-east-1", "us-west-2", "eu-central-1", "ap-southeast-2"].every((name) => regions.includes(name)));
    });

    it("has every authority that an instance can use, in each of its regions", () => {
        const kinds = new Set(
            authorities.flatMap(({ subject }) => / Root CA ([A-Z0-9]+ G\d+)$/m.exec(subject)?.[1] ?? []),
        );

        const names = [...kinds].map((kind) => `rds-ca-${kind.toLowerCase().replace(" ", "-")}`);

        assert.deepEqual(names.sort(), [...certificateAuthorities].sort());
    });

    it("has only self-signed authorities of RDS", () => {
        const others = authorities.filter(
            (authority) =>
                !authority.ca ||
                !authority.verify(authority.publicKey) ||
                !/^O=Amazon Web Services\\?, Inc\.$/m.test(authority.subject) ||
                !/^OU=Amazon RDS$/m.test(authority.subject),
        );

        assert.deepEqual(others.map(String), []);
    });

    it("has no authority that expires within two years", () => {
        const limit = Date.now() + 2 * 365 * 24 * 60 * 60 * 1000;

        const expiring = authorities.filter(({ validTo }) => Date.parse(validTo) < limit);

        assert.deepEqual(
            expiring.map(({ subject, validTo }) => `${subject} until ${validTo}`),
            [],
        );
    });
});
