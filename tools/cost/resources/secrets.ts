import type { CostTable } from "../charge";
import { prices } from "../prices";

/** The key and the secrets. */
export const secretCosts: CostTable = {
    "aws:kms/key:Key": ({ inputs }) => ({
        charges: [{ part: "keys and secrets", item: "customer-managed key", quantity: 1, price: prices.kmsKey }],
        uses: [
            { what: "requests to KMS", price: prices.kmsRequests },
            ...(inputs.enableKeyRotation === true ? [{ what: "key rotations", price: prices.kmsRotations }] : []),
        ],
    }),
    "aws:secretsmanager/secret:Secret": () => ({
        charges: [{ part: "keys and secrets", item: "secret", quantity: 1, price: prices.secret }],
        uses: [{ what: "calls to Secrets Manager", price: prices.secretCalls }],
    }),
};
