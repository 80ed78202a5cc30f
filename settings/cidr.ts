/** A range of IPv4 addresses: the first one as a number, and how many leading bits are fixed. */
export interface Cidr {
    readonly first: number;
    readonly mask: number;
}

/** Parses `a.b.c.d/mask`. Undefined where the text is no range, or its address is not the range's first. */
export function parseCidr(text: string): Cidr | undefined {
    const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
    const [a = 0, b = 0, c = 0, d = 0, mask = 0] = match?.slice(1).map(Number) ?? [];
    const first = ((a * 256 + b) * 256 + c) * 256 + d;
    const cidr = { first, mask };
    // Writing the range again refuses numbers over 255, leading zeros and a mask over 32.
    return match !== null && first % size(mask) === 0 && formatCidr(cidr) === text ? cidr : undefined;
}

/** Writes a range as `a.b.c.d/mask`. */
export function formatCidr({ first, mask }: Cidr): string {
    const address = [24, 16, 8, 0].map((bits) => Math.floor(first / 2 ** bits) % 256).join(".");
    return mask <= 32 ? `${address}/${mask}` : "";
}

/** Whether every address of the inner range is in the outer one. */
export function contains(outer: Cidr, inner: Cidr): boolean {
    return inner.mask >= outer.mask && Math.floor(inner.first / size(outer.mask)) * size(outer.mask) === outer.first;
}

/** Whether the internet does not route the range: RFC 1918, and RFC 6598 for shared networks. */
export function isPrivate(cidr: Cidr): boolean {
    return privateRangeOf(cidr) !== undefined;
}

/** The private range, as RFC 1918 and RFC 6598 list them, that a range is part of. Undefined where it is of none. */
export function privateRangeOf(cidr: Cidr): Cidr | undefined {
    return privateRanges.find((range) => contains(range, cidr));
}

/**
 * How many addresses blocks of these masks take when laid one after the other, each on a multiple of its own size.
 * More than their sum where a large block follows a small one.
 */
export function addressesTaken(masks: readonly number[]): number {
    return masks.reduce((end, mask) => (Math.ceil(end / size(mask)) + 1) * size(mask), 0);
}

/** How many addresses a range of this mask has. */
export function size(mask: number): number {
    return 2 ** (32 - mask);
}

const privateRanges: readonly Cidr[] = [
    { first: 10 * 2 ** 24, mask: 8 },
    { first: 172 * 2 ** 24 + 16 * 2 ** 16, mask: 12 },
    { first: 192 * 2 ** 24 + 168 * 2 ** 16, mask: 16 },
    { first: 100 * 2 ** 24 + 64 * 2 ** 16, mask: 10 },
];
