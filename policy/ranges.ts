/**
 * The widest range that can belong to one owner, as the length of its prefix: of IPv4 the widest private network,
 * 10.0.0.0/8 (RFC 1918), of IPv6 what a registry gives to a provider.
 * https://www.ripe.net/publications/docs/ripe-738/
 */
const widest = { ipv4: 8, ipv6: 32 } as const;

/** What a range must be that {@link isTooWide} is not about. */
export const noWider = `must be no wider than /${widest.ipv4}, or /${widest.ipv6} of IPv6`;

/** Whether a range is so wide that it is nobody's own: everywhere, half of it, or little less. */
export function isTooWide(cidr: unknown): boolean {
    const [address = "", length] = String(cidr).split("/");
    return Number(length) < (address.includes(":") ? widest.ipv6 : widest.ipv4);
}

/** Whether a rule's protocol stands for all of them. AWS does not tell cases apart. */
export function isEveryProtocol(protocol: unknown): boolean {
    return ["-1", "all"].includes(String(protocol).toLowerCase());
}
