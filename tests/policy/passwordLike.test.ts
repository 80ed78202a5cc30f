import assert from "node:assert/strict";
import { isNamedAsPassword, looksLikePassword } from "../../policy/passwordLike";

describe("what looks like a password", () => {
    const secret = [
        "Zk3$tR9!mQ7#vL2^xB8&nW5*cF1+jD6=",
        "the password is Zk3$tR9!mQ7#",
        "-----BEGIN RSA PRIVATE KEY-----",
        "AKIAIOSFODNN7EXAMPLE",
        "postgres://user:hunter2@database:5432/experimentation",
    ];
    for (const text of secret) {
        it(`is ${text}`, () => {
            const found = looksLikePassword(text);

            assert.equal(found, true);
        });
    }

    const harmless = [
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!cluster-7ad30fad-8984-AbCdEf",
        "https://Example.com/Runbook?section=1#Slow",
        "database.cluster-7ad30fad8984.us-east-1.rds.amazonaws.com",
        "readOnly",
        "Zk3$tR9!mQ7",
    ];
    for (const text of harmless) {
        it(`is not ${text}`, () => {
            const found = looksLikePassword(text);

            assert.equal(found, false);
        });
    }

    it("is told by some names, and not by others", () => {
        const names = ["DB_PASSWORD", "passwd", "apiKey", "PRIVATE_KEY", "authToken", "MASTER_SECRET_ARN", "keyName"];

        const told = names.filter(isNamedAsPassword);

        assert.deepEqual(told, ["DB_PASSWORD", "passwd", "apiKey", "PRIVATE_KEY", "authToken"]);
    });
});
