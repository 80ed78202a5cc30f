/** Whether a range is every address there is, of either version. */
export function isEverywhere(cidr: unknown): boolean {
    return typeof cidr === "string" && cidr.endsWith("/0");
}
