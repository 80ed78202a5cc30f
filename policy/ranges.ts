/**
 * The widest range that can belong to one owner, as the length of its prefix: of IPv4 the widest private network,
 * 10.0.0.0/8 (RFC 1918), of IPv6 what a registry gives to a provider.
 * https://www.ripe.net/publications/docs/ripe-738/
 */
const widest = { ipv4: 8, ipv6: 32 } as const;

/** The requirement that {@link isTooWide} checks. */
export const noWider = `must be no wider than /${widest.ipv4}, or /${widest.ipv6} of IPv6`;

/** Whether a range is too wide to belong to one owner. */
export function isTooWide(cidr: unknown): boolean {
    const [address = "", length] = String(cidr).split("/");
    return Number(length) < (address.includes(":") ? widest.ipv6 : widest.ipv4);
}

/** Whether a range is private (RFC 1918, RFC 6598) and no wider than one network: /16. */
export function isSmallPrivateRange(cidr: unknown): boolean {
    const [address = "", length] = String(cidr).split("/");
    const [first, second = -1] = address.split(".").map(Number);
    const isPrivate =
        first === 10 ||
        (first === 172 && second >= 16 && second < 32) ||
        (first === 192 && second === 168) ||
        (first === 100 && second >= 64 && second < 128);
    return isPrivate && Number(length) >= 16;
}

/** Whether a rule's protocol means all protocols. AWS ignores case. */
export function isEveryProtocol(protocol: unknown): boolean {
    return ["-1", "all"].includes(String(protocol).toLowerCase());
}
