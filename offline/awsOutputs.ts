import { resourceType } from "../resourceTypes";
import { type ComputedOutputs, OutputRequest, type ResourceRequest } from "../resourceTypes/outputs";

/** The account that the offline program deploys into: the one that AWS's own documents use in examples. */
export const accountId = "123456789012";

/**
 * The id and the outputs that AWS would compute for a resource: in AWS's own form, the same at every run.
 *
 * @throws if the type has no record in `resourceTypes/`.
 */
export function awsOutputs(request: Omit<ResourceRequest, "accountId">): ComputedOutputs {
    return resourceType(request.type).outputs(new OutputRequest({ ...request, accountId }));
}
