import { must, mustBe, mustBeAtLeast } from "../requirements";
import { ofType, types } from "../resource";
import type { Rule } from "../rule";

/** Rules for readers that come and go, and for sets of readers. */
export const readerScalingRules: readonly Rule[] = [
    {
        id: "custom-endpoint-of-readers",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "A custom endpoint leads to readers only.",
        reason: "Otherwise the long queries for which the endpoint exists can run on the writer after a failover.",
        fix: "set customEndpointType to READER",
        appliesTo: ofType(types.clusterEndpoint),
        problems: mustBe("customEndpointType", "READER"),
    },
    {
        id: "reader-scaling-fixed-reader",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "Autoscaling keeps at least one reader.",
        reason: "Autoscaling measures the average over the readers, so a cluster without readers would never get one.",
        fix: "set minCapacity to the number of fixed readers, and the stack's instances to 2 or more",
        appliesTo: ofType(types.scalingTarget),
        problems: mustBeAtLeast("minCapacity", 1),
    },
    {
        id: "reader-scaling-removes-readers",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "Autoscaling removes the readers that it added.",
        reason: "Otherwise one peak is paid for until somebody deletes the readers by hand.",
        fix: "leave out disableScaleIn",
        appliesTo: ofType(types.scalingPolicy),
        problems: must(
            "targetTrackingScalingPolicyConfiguration.disableScaleIn",
            (value) => value !== true,
            "must not be true",
        ),
    },
];
