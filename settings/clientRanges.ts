import { type Cidr, contains, isPrivate, parseCidr } from "./cidr";
import type { Configuration } from "./configReader";

/** Reads the private ranges of clients outside the VPC. */
export function readClientCidrs(config: Configuration): readonly string[] {
    const cidrs = config.list("clientCidrs");
    const wrong = cidrs.filter((each) => {
        const range = parseCidr(each);
        return range === undefined || !isPrivate(range);
    });
    config.require(
        "clientCidrs",
        wrong.length === 0,
        `${wrong.join(", ")} is not a private range that starts at its first address; use for instance 10.30.0.0/16`,
    );
    config.require("clientCidrs", new Set(cidrs).size === cidrs.length, "has a range twice; list each once");
    return cidrs;
}

/** Reads the ranges that the database's security group admits: all of `clientCidrs`, or none. */
export function readIngressCidrs(config: Configuration): readonly string[] {
    return config.flag("clientCidrsIngress") ? config.list("clientCidrs") : [];
}

/** Ranges with their texts, for messages. */
interface NamedRange {
    readonly text: string;
    readonly range: Cidr;
}

/**
 * Refuses ranges that should not be rules of a security group.
 *
 * @param vpcCidr the range of a new VPC; undefined for an existing one, whose range is not known.
 */
export function requireIngressRanges(config: Configuration, vpcCidr: string | undefined): void {
    if (!config.flag("clientCidrsIngress")) {
        return;
    }
    const ranges = named(config.list("clientCidrs"));
    const vpc = named(vpcCidr === undefined ? [] : [vpcCidr]);
    const wide = ranges.find(({ range }) => range.mask < leastMask);
    const part = ranges.flatMap((inner) =>
        ranges.flatMap((outer) => (inner !== outer && contains(outer.range, inner.range) ? [{ inner, outer }] : [])),
    )[0];
    const own = ranges.find(({ range }) =>
        vpc.some((each) => contains(each.range, range) || contains(range, each.range)),
    );
    config.require(
        "clientCidrsIngress",
        ranges.length > 0,
        "clientCidrs has no range to admit; list the clients' ranges, or set it to false",
        "clientCidrs",
    );
    config.check(
        "clientCidrs",
        wide && `${wide.text} is wider than /${leastMask}, too wide for clientCidrsIngress; list the clients' subnets`,
    );
    config.check(
        "clientCidrs",
        own &&
            `${own.text} overlaps the VPC's own range ${String(vpcCidr)}, whose clients are admitted by security group; ` +
                "remove it, or set clientCidrsIngress to false",
    );
    config.check("clientCidrs", part && `${part.inner.text} is part of ${part.outer.text}; list only the wider one`);
    config.require(
        "clientCidrs",
        ranges.length <= mostRanges,
        `has ${ranges.length} ranges, and clientCidrsIngress admits ${mostRanges}; join neighbours`,
    );
}

/** The widest range of one network, such as a peered VPC. */
const leastMask = 16;

/**
 * A security group has 60 inbound rules by default; the rest is for clients that are admitted by security group
 * (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html).
 */
const mostRanges = 40;

function named(cidrs: readonly string[]): NamedRange[] {
    return cidrs.flatMap((text) => {
        const range = parseCidr(text);
        return range === undefined ? [] : [{ text, range }];
    });
}
