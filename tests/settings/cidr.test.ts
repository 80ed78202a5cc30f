import assert from "node:assert/strict";
import { addressesTaken, type Cidr, contains, formatCidr, isPrivate, parseCidr, size } from "../../settings/cidr";

/** A range that the test is sure of. */
function range(text: string): Cidr {
    const cidr = parseCidr(text);
    assert.ok(cidr !== undefined, `${text} is a range`);
    return cidr;
}

describe("parseCidr", () => {
    const cases: readonly [text: string, expected: Cidr | undefined][] = [
        ["10.20.0.0/16", { first: 169_082_880, mask: 16 }],
        ["0.0.0.0/0", { first: 0, mask: 0 }],
        ["255.255.255.255/32", { first: 4_294_967_295, mask: 32 }],
        ["192.168.1.128/25", { first: 3_232_235_904, mask: 25 }],
        ["10.20.0.1/16", undefined],
        ["10.20.0.0/33", undefined],
        ["10.20.0.0/016", undefined],
        ["256.0.0.0/8", undefined],
        ["010.0.0.0/8", undefined],
        ["10.0.0/8", undefined],
        ["10.0.0.0", undefined],
        [" 10.0.0.0/8", undefined],
        ["10.0.0.0/8\n", undefined],
        ["::/0", undefined],
        ["", undefined],
    ];
    for (const [text, expected] of cases) {
        it(`reads ${JSON.stringify(text)} as ${JSON.stringify(expected)}`, () => {
            const cidr = parseCidr(text);

            assert.deepEqual(cidr, expected);
        });
    }

    it("reads what formatCidr writes", () => {
        const text = formatCidr({ first: 3_232_235_904, mask: 25 });

        assert.equal(text, "192.168.1.128/25");
        assert.deepEqual(parseCidr(text), { first: 3_232_235_904, mask: 25 });
    });
});

describe("contains", () => {
    const cases: readonly [outer: string, inner: string, expected: boolean][] = [
        ["10.20.0.0/16", "10.20.0.0/16", true],
        ["10.20.0.0/16", "10.20.255.0/24", true],
        ["10.20.0.0/16", "10.21.0.0/24", false],
        ["10.20.0.0/16", "10.0.0.0/8", false],
        ["0.0.0.0/0", "255.255.255.255/32", true],
        ["128.0.0.0/1", "192.168.0.0/16", true],
    ];
    for (const [outer, inner, expected] of cases) {
        it(`says ${expected} for ${inner} in ${outer}`, () => {
            const result = contains(range(outer), range(inner));

            assert.equal(result, expected);
        });
    }
});

describe("isPrivate", () => {
    const cases: readonly [text: string, expected: boolean][] = [
        ["10.0.0.0/8", true],
        ["172.16.0.0/12", true],
        ["172.31.255.0/24", true],
        ["192.168.0.0/16", true],
        ["100.64.0.0/10", true],
        ["100.127.255.255/32", true],
        ["0.0.0.0/0", false],
        ["8.0.0.0/7", false],
        ["172.15.0.0/16", false],
        ["172.32.0.0/16", false],
        ["192.169.0.0/16", false],
        ["100.128.0.0/16", false],
        ["8.8.8.8/32", false],
    ];
    for (const [text, expected] of cases) {
        it(`says ${expected} for ${text}`, () => {
            const result = isPrivate(range(text));

            assert.equal(result, expected);
        });
    }
});

describe("addressesTaken", () => {
    const cases: readonly [masks: number[], expected: number][] = [
        [[], 0],
        [[24], 256],
        [[24, 24], 512],
        [[22, 24, 24], 1536],
        [[24, 22, 24], 2304],
        [[28, 19], 16_384],
    ];
    for (const [masks, expected] of cases) {
        it(`says ${expected} for masks ${masks.join(", ")} in that order`, () => {
            const taken = addressesTaken(masks);

            assert.equal(taken, expected);
        });
    }

    it("counts a block alone as its size", () => {
        const taken = addressesTaken([18]);

        assert.equal(taken, size(18));
    });
});
