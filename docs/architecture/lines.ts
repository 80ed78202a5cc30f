import type { BoxName } from "./boxes";
import type { Label, Line, Point } from "./svg";

/** Who is let in to whom: a pair of security group rules each. */
export interface Connection extends Line {
    readonly from: BoxName;
    readonly to: BoxName;
    readonly port: 443 | 5432;
    /** Where the port is written. */
    readonly label: Point;
}

/** The connections that security groups allow, and there are no others. */
export const connections: readonly Connection[] = [
    { from: "applications", to: "endpoints", port: 443, points: "216,214 274,214", label: [245, 207] },
    { from: "access", to: "endpoints", port: 443, points: "386,290 386,242", label: [404, 270] },
    { from: "rotation", to: "endpoints", port: 443, points: "744,214 698,214", label: [720, 207] },
    { from: "applications", to: "cluster", port: 5432, points: "216,496 274,496", label: [236, 489] },
    { from: "access", to: "cluster", port: 5432, points: "386,354 386,462", label: [420, 396] },
    { from: "rotation", to: "cluster", port: 5432, points: "848,354 848,462", label: [882, 396] },
];

/** The other lines: what is asked of AWS and by it, the way out, and the order of a password's life. */
export const lines: readonly Line[] = [
    { points: "208,104 208,122 228,122 228,322 274,322" },
    { points: "126,528 126,608 274,608" },
    { points: "356,188 356,106" },
    { points: "580,188 580,106" },
    { points: "728,60 750,60" },
    { points: "690,104 690,122 848,122 848,186" },
    { points: "196,765 211,765" },
    { points: "393,765 408,765" },
    { points: "590,765 605,765" },
    { points: "787,765 802,765" },
    { points: "894,806 894,824 303,824 303,808" },
];

/** The order in which a client comes to its connection. */
export const steps: readonly Label[] = [
    { at: [356, 128], text: "1" },
    { at: [580, 128], text: "2" },
    { at: [386, 391], text: "3" },
    { at: [848, 391], text: "3" },
];

/** Texts that belong to no box. */
export const labels: readonly Label[] = [
    { at: [118, 127], text: "health check" },
    { at: [138, 602], text: "to the internet" },
    { at: [372, 132], text: "where" },
    { at: [596, 132], text: "as whom" },
    { at: [858, 132], text: "every 30 days" },
    { at: [500, 396], text: "TLS, the server's chain and name verified" },
    { at: [16, 710], text: "The life of a password", strong: true },
    {
        at: [320, 842],
        text: "every 30 days, for the other one of the secret's two logins: application_a, application_b",
    },
    {
        at: [42, 880],
        text: "Protected: Pulumi refuses to delete or replace it, until the stack is decommissioned.",
    },
    { at: [42, 900], text: "Then pulumi destroy takes a final snapshot, and leaves it with the key that reads it." },
];

/** Where the lock of the legend is. */
export const legendLock = [18, 866] as const;
