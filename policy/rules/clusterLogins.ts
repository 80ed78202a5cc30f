import { must, mustBe, mustNotBeSet, together } from "../requirements";
import { ofType, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { isEmpty } from "../values";

const usualNames = ["admin", "postgres", "root"];

/** Whether the cluster's data comes from another one. RDS takes no master user then. */
function isRestored({ properties: { snapshotIdentifier, restoreToPointInTime } }: Resource): boolean {
    return !isEmpty(snapshotIdentifier) || !isEmpty(restoreToPointInTime);
}

/** Rules for the logins of a cluster: its master user, and IAM. */
export const clusterLoginRules: readonly Rule[] = [
    {
        id: "cluster-master-password-managed",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "RDS generates, encrypts and rotates the master user's password.",
        reason: "Pulumi keeps a password that it passes on in its state, also from write-only arguments.",
        fix: "set manageMasterUserPassword: true and leave masterPassword and masterPasswordWo out",
        appliesTo: ofType(types.cluster),
        problems: together(
            mustBe("manageMasterUserPassword", true),
            mustNotBeSet("masterPassword"),
            mustNotBeSet("masterPasswordWo"),
        ),
    },
    {
        id: "cluster-master-username",
        scope: "resource",
        enforcement: "advisory",
        severity: "low",
        what: "The master user has a name of its own, unless the cluster existed before: an adopted or restored one keeps it.",
        reason: "An attacker tries the usual names first, and a later change of the name replaces the cluster.",
        fix: "choose another masterUsername before the first update; leave that of a cluster that exists",
        appliesTo: ofType(types.cluster),
        problems: (cluster) =>
            must(
                "masterUsername",
                (value) => (!isEmpty(value) || isRestored(cluster)) && !usualNames.includes(String(value)),
                `must be set, to none of ${usualNames.join(", ")}`,
            )(cluster),
    },
    {
        id: "cluster-iam-authentication",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "A cluster accepts logins with IAM tokens.",
        reason: "Otherwise people would share an application's password, and no log could show who did what.",
        fix: "set iamDatabaseAuthenticationEnabled: true",
        appliesTo: ofType(types.cluster),
        problems: mustBe("iamDatabaseAuthenticationEnabled", true),
    },
];
