import assert from "node:assert/strict";
import { isNamedAsPassword, looksLikePassword } from "../../policy/passwordLike";

describe("the recognition of credentials", () => {
    const secret = [
        "Zk3$tR9!mQ7#vL2^xB8&nW5*cF1+jD6=",
        "the password is Zk3$tR9!mQ7#",
        "-----BEGIN RSA PRIVATE KEY-----",
        "AKIAIOSFODNN7EXAMPLE",
        "postgres://user:hunter2@database:5432/experimentation",
        "host=database user=a password=hunter2",
        "Server=database;Uid=a;Pwd=hunter2;",
    ];
    for (const text of secret) {
        it(`recognises ${text}`, () => {
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
        it(`does not recognise ${text}`, () => {
            const found = looksLikePassword(text);

            assert.equal(found, false);
        });
    }

    const secretNames = [
        "DB_PASSWORD",
        "passwd",
        "apiKey",
        "PRIVATE_KEY",
        "authToken",
        "DB_PWD",
        "DB_PASS",
        "masterPw",
        "PASSPHRASE",
        "PASSCODE",
        "CLIENT_SECRET",
        "clientsecret",
        "SECRETS",
        "secretKey",
        "SECRET_VALUE",
        "SECRET_VALID",
        "/database/secret",
        "CREDENTIALS",
        "SIGNING_KEY",
        "encryption-key",
        "PASSWORD_ARN",
    ];
    const harmlessNames = [
        "MASTER_SECRET_ARN",
        "secretArn",
        "/experimentation/prod/database/migration-secret-arn",
        "SECRET_ID",
        "SECRET_ARN_2",
        "/secrets/database/host",
        "secret-name",
        "CREDENTIALS_ARN",
        "ENCRYPTION_KEY_ARN",
        "PARAMETER_PATH",
        "masterarn",
        "keyName",
        "COMPASS",
        "BYPASS_CACHE",
        "POWER",
        "",
    ];
    it("recognises names of credentials", () => {
        const told = [...secretNames, ...harmlessNames].filter(isNamedAsPassword);

        assert.deepEqual(told, secretNames);
    });
});
