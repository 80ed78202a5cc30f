import { toRecord } from "../../offline/toRecord";

/** The statements about the buckets of `bucketsProd`, without conditions and principals. */
export const exporting = {
    Sid: "Export",
    Effect: "Allow",
    Action: ["s3:AbortMultipartUpload", "s3:PutObject"],
    Resource: ["arn:aws:s3:::warehouse/experiments/*"],
};
/** As {@link exporting}. */
export const importing = {
    Sid: "Import",
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: ["arn:aws:s3:::warehouse/units/*", "arn:aws:s3:::partners/*"],
};
/** As {@link exporting}. */
export const listing = {
    Sid: "ListImports",
    Effect: "Allow",
    Action: "s3:ListBucket",
    Resource: ["arn:aws:s3:::warehouse", "arn:aws:s3:::partners"],
};

/** The statements of a policy. */
export function statementsIn(policy: string): unknown {
    return toRecord(JSON.parse(policy)).Statement;
}
