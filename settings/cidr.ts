/** A range of IPv4 addresses: its first address as a number, and the length of its prefix in bits. */
export interface Cidr {
    readonly first: number;
    readonly mask: number;
}

/** Parses `a.b.c.d/mask`. Undefined if the text is not a range, or its address is not the range's first. */
export function parseCidr(text: string): Cidr | undefined {
    const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
    const [a = 0, b = 0, c = 0, d = 0, mask = 0] = match?.slice(1).map(Number) ?? [];
    const first = ((a * 256 + b) * 256 + c) * 256 + d;
    const cidr = { first, mask };
    // Comparing with the formatted range excludes numbers over 255, leading zeros and masks over 32.
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

/** Whether the range is private (RFC 1918) or for shared networks (RFC 6598). */
export function isPrivate(cidr: Cidr): boolean {
    return privateRangeOf(cidr) !== undefined;
}

/** The range of RFC 1918 or RFC 6598 that contains a range. Undefined if there is none. */
export function privateRangeOf(cidr: Cidr): Cidr | undefined {
    return privateRanges.find((range) => contains(range, cidr));
}

/**
 * The number of addresses that consecutive blocks of these masks take, each aligned to its own size. It exceeds the sum
 * of the sizes if a large block follows a small one.
 */
export function addressesTaken(masks: readonly number[]): number {
    return masks.reduce((end, mask) => (Math.ceil(end / size(mask)) + 1) * size(mask), 0);
}

/** The number of addresses in a range of this mask. */
export function size(mask: number): number {
    return 2 ** (32 - mask);
}

const privateRanges: readonly Cidr[] = [
    { first: 10 * 2 ** 24, mask: 8 },
    { first: 172 * 2 ** 24 + 16 * 2 ** 16, mask: 12 },
    { first: 192 * 2 ** 24 + 168 * 2 ** 16, mask: 16 },
    { first: 100 * 2 ** 24 + 64 * 2 ** 16, mask: 10 },
];
