import * as aws from "@pulumi/aws";
import { type Transform, transform } from "../../../components/shared/transform";
import type { Settings } from "../../../settings";

export const transforms: (settings: Settings) => readonly Transform[] = ({ production }) => [
    transform(aws.rds.Cluster, "database", (args) => {
        args.backupRetentionPeriod = production ? 35 : 7;
    }),
    transform(aws.cloudwatch.MetricAlarm, "*", (args, name) => {
        args.alarmDescription = `${name}: call the database team`;
    }),
];
