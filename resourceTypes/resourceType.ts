import type { ComputedOutputs, OutputRequest } from "./outputs";
import type { ProviderActions } from "./providerActions";

/** What the tools, the policy and the tests know about a type of AWS resource. */
export interface ResourceType {
    /** Pulumi's token, for instance `aws:rds/cluster:Cluster`. */
    readonly token: string;
    /**
     * The file with the resource's schema (`ForceNew`, `RequiresReplace`), below
     * https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service. It is the source of `replacedBy`
     * and `updatedBy`, read in copies of 2023 to 2026. Default: the source is the resource's argument reference, which
     * says "Forces new resource": https://registry.terraform.io/providers/hashicorp/aws/latest/docs.
     */
    readonly schema?: string;
    /**
     * The inputs without which the provider refuses the resource: those of its `…Args` in `@pulumi/aws` without `?`.
     */
    readonly required?: readonly string[];
    /** The input that the provider fills with a generated name if the program passes neither the input nor a prefix. */
    readonly autoName?: string;
    /** The inputs whose change replaces the resource. */
    readonly replacedBy: readonly string[];
    /** The inputs that replace the resource when they are added or removed. A new value updates the resource. */
    readonly replacedByPresence?: readonly string[];
    /** The other inputs that the program sets: the provider updates them in place. */
    readonly updatedBy?: readonly string[];
    /**
     * The inputs that are `Optional` and `Computed` in {@link schema}, among those that the program sets. The resource
     * keeps the value of one that the program leaves out, and the preview shows no difference.
     */
    readonly optionalComputed?: readonly string[];
    /** The inputs that the program ignores once the resource exists. Default: none. */
    readonly onlyAtCreation?: readonly string[];
    /** By input, the type of the resource that AWS refuses to delete while this resource refers to it. */
    readonly keeps?: Readonly<Record<string, string>>;
    /** Whether AWS has tags for the type. */
    readonly taggable: boolean;
    /**
     * Why the resource costs nothing, neither by the hour nor by use. Default: it has a price in
     * `tools/cost/resources/`.
     */
    readonly freeBecause?: string;
    /**
     * How the policy knows the type: a rule is about it; it is harmless, so that tags are all that rules require; or
     * it is harmless only if `awsx` creates it as a part of a VPC.
     */
    readonly policy: "ruled" | "harmless" | "onlyInAwsxVpc";
    /** The IAM actions that the provider calls. */
    readonly actions: ProviderActions;
    /** The id and the outputs of a resource, as AWS forms them. */
    readonly outputs: (request: OutputRequest) => ComputedOutputs;
}

/** The types of one service, by the names that the rules of the policy use. */
export type ResourceTypes = Readonly<Record<string, ResourceType>>;
