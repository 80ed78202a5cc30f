/** Lambda's own limit: 15 minutes. */
export const longestTimeoutSeconds = 900;

/** Lambda allocates CPU in proportion to memory. With less, TLS and SCRAM take seconds. */
export const leastMemoryMb = 256;

/** Lambda's own limit. */
export const mostMemoryMb = 10_240;
