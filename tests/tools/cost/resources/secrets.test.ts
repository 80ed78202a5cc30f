import { deepEqual } from "node:assert/strict";
import { resource, rowsOf, usesOf } from "../samples";

describe("the cost of keys and secrets", () => {
    it("prices a key and a secret by the month and by use", () => {
        const key = resource("aws:kms/key:Key", "key", { enableKeyRotation: true });
        const secret = resource("aws:secretsmanager/secret:Secret", "reader");

        const rows = rowsOf([secret, key]);

        deepEqual(rows, [
            ["keys and secrets", "key", "customer-managed key", 1, 1, 100],
            ["keys and secrets", "reader", "secret", 1, 0.4, 40],
        ]);
        deepEqual(usesOf(key, secret), [
            ["requests to KMS", 0.03],
            ["key rotations", 1],
            ["calls to Secrets Manager", 0.05],
        ]);
    });
});
