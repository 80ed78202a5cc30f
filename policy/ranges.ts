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

/** Whether a rule's protocol means all protocols. AWS ignores case. */
export function isEveryProtocol(protocol: unknown): boolean {
    return ["-1", "all"].includes(String(protocol).toLowerCase());
}
