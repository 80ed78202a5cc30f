import { types } from "../../policy/resource";
import { readerScalingRules } from "../../policy/rules/readerScaling";
import { describeRules } from "./describeRules";
import { type Changes, resource } from "./resources";

const range = (minCapacity: number) => resource(types.scalingTarget, { minCapacity, maxCapacity: 4 });
const tracking = (changes: Changes = {}) =>
    resource(types.scalingPolicy, { targetTrackingScalingPolicyConfiguration: { targetValue: 60, ...changes } });

describeRules("the policy's rules for the autoscaling of readers", readerScalingRules, {
    "custom-endpoint-of-readers": {
        passes: [[resource(types.clusterEndpoint, { customEndpointType: "READER" })]],
        fails: [
            [
                [resource(types.clusterEndpoint, { customEndpointType: "ANY" })],
                "customEndpointType: ANY: must be READER",
            ],
        ],
    },
    "reader-scaling-fixed-reader": {
        passes: [[range(1)]],
        fails: [[[range(0)], "minCapacity: 0: must be 1 or more"]],
    },
    "reader-scaling-removes-readers": {
        passes: [[tracking()], [tracking({ disableScaleIn: false })]],
        fails: [
            [
                [tracking({ disableScaleIn: true })],
                "targetTrackingScalingPolicyConfiguration.disableScaleIn: true: must not be true",
            ],
        ],
    },
});
