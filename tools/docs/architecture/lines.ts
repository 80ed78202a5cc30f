import type { BoxName } from "./boxes";
import type { Label, Line, Point } from "./svg";

/** A line from one box to another. */
export interface Arrow extends Line {
    readonly from: BoxName;
    readonly to: BoxName;
}

/** A connection that a pair of security group rules allows. */
export interface Connection extends Arrow {
    readonly port: 443 | 5432;
    /** The position of the port's text. */
    readonly label: Point;
}

/** All connections that security groups allow. */
export const connections: readonly Connection[] = [
    { from: "applications", to: "endpoints", port: 443, points: "190,222 248,222", label: [212, 215] },
    { from: "access", to: "endpoints", port: 443, points: "290,392 290,250", label: [310, 326] },
    { from: "rotation", to: "endpoints", port: 443, points: "440,290 440,250", label: [460, 274] },
    { from: "applications", to: "cluster", port: 5432, points: "190,560 248,560", label: [213, 543] },
    { from: "access", to: "cluster", port: 5432, points: "470,452 470,528", label: [500, 504] },
    { from: "rotation", to: "cluster", port: 5432, points: "560,354 560,528", label: [590, 504] },
];

/** The other lines: calls of AWS and by AWS, notifications, the path to the internet, and the steps of a password. */
export const lines: readonly Arrow[] = [
    { from: "endpoints", to: "parameters", points: "324,196 324,110" },
    { from: "endpoints", to: "secrets", points: "540,196 540,110" },
    { from: "secrets", to: "key", points: "624,62 646,62" },
    { from: "secrets", to: "rotation", points: "600,108 600,128 636,128 636,322 600,322" },
    { from: "schedule", to: "access", points: "648,422 522,422" },
    { from: "cluster", to: "metrics", points: "598,574 646,574" },
    { from: "cluster", to: "topics", points: "598,620 636,620 636,682 646,682" },
    { from: "metrics", to: "topics", points: "736,612 736,642" },
    { from: "topics", to: "people", points: "736,720 736,750" },
    { from: "applications", to: "nat", points: "60,620 60,754 252,754" },
    { from: "firstVersion", to: "createSecret", points: "164,922 179,922" },
    { from: "createSecret", to: "setSecret", points: "329,922 344,922" },
    { from: "setSecret", to: "testSecret", points: "494,922 509,922" },
    { from: "testSecret", to: "finishSecret", points: "659,922 674,922" },
    { from: "finishSecret", to: "createSecret", points: "750,972 750,990 255,990 255,974" },
];

/** The numbered steps of a client's connection: once at the lines, and once in the legend. */
export const steps: readonly Label[] = [
    { at: [324, 133], text: "1" },
    { at: [540, 133], text: "2" },
    { at: [213, 560], text: "3" },
    { at: [470, 499], text: "3" },
    { at: [560, 499], text: "3" },
    { at: [25, 54], text: "1" },
    { at: [25, 77], text: "2" },
    { at: [25, 100], text: "3" },
];

/** Texts outside boxes. */
export const labels: readonly Label[] = [
    { at: [16, 31], text: "How a client connects", strong: true },
    { at: [42, 59], text: "reads the parameters" },
    { at: [42, 82], text: "reads its secret" },
    { at: [42, 105], text: "connects by TLS; chain" },
    { at: [42, 123], text: "and name are verified" },
    { at: [648, 133], text: "every 30 days" },
    { at: [656, 214], text: "A line with a port is" },
    { at: [656, 232], text: "a pair of rules, from" },
    { at: [656, 250], text: "one security group" },
    { at: [656, 268], text: "to the other." },
    { at: [70, 700], text: "to the internet" },
    { at: [254, 688], text: "isolated in production" },
    { at: [16, 858], text: "The life of a password", strong: true },
    { at: [270, 1009], text: "every 30 days, for the other one of the secret's two logins:" },
    { at: [270, 1027], text: "application_a and application_b take turns" },
    { at: [42, 1060], text: "Protected: Pulumi refuses to delete or replace it, until the stack is decommissioned." },
    { at: [42, 1080], text: "Then pulumi destroy takes a final snapshot, and leaves it with the key that reads it." },
];

/** The position of the legend's lock. */
export const legendLock = [18, 1046] as const;
