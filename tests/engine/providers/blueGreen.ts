import type { Account } from "./account";
import type { StoredResource } from "./stored";
import { isObject, type Properties } from "./wire";

/**
 * RDS's blue/green deployments in an account: what a person does beside Pulumi. A switchover gives the stack's names to
 * the green cluster and its instances, and renames the old ones.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-switching.html, and
 * blue-green-deployments-considerations.html and blue-green-deployments-creating.html beside it
 */
export class BlueGreen {
    private target: { readonly version: string; readonly group: string } | undefined;

    constructor(private readonly account: Account) {}

    /** `ModifyDBCluster` with `ManageMasterUserPassword: false`: RDS deletes the master's secret. */
    handMasterOver(): void {
        Object.assign(this.cluster.state, { masterUserSecrets: [] });
    }

    /** `ModifyDBCluster` with `ManageMasterUserPassword: true`: RDS creates another secret. Returns its ARN. */
    takeMasterBack(kmsKeyId: unknown): string {
        const [, , , region, account] = String(this.cluster.state.arn).split(":");
        const secretArn = `arn:aws:secretsmanager:${region}:${account}:secret:rds!cluster-green-AbCdEf`;
        Object.assign(this.cluster.state, { masterUserSecrets: [{ kmsKeyId, secretArn, secretStatus: "active" }] });
        return secretArn;
    }

    /** `CreateBlueGreenDeployment`. @throws RDS's refusal. */
    create(version: string, group: string): void {
        const { masterUserSecrets, dbClusterParameterGroupName } = this.cluster.state;
        if (Array.isArray(masterUserSecrets) && masterUserSecrets.length > 0) {
            throw new Error("Blue/green deployments don't support managing master user passwords with Secrets Manager");
        }
        const { parameters } = this.group(dbClusterParameterGroupName);
        const isOn = ({ name, value }: Properties) => name === "rds.logical_replication" && value === "1";
        if (!Array.isArray(parameters) || !parameters.filter(isObject).some((each) => isOn({ ...each }))) {
            throw new Error("rds.logical_replication is not enabled");
        }
        if (this.group(group).family !== `aurora-postgresql${version.split(".")[0]}`) {
            throw new Error(`InvalidParameterCombination: ${group} is of another family than ${version}`);
        }
        this.target = { version, group };
    }

    /**
     * `SwitchoverBlueGreenDeployment`. Roles and scaling policies are not copied to the green cluster.
     *
     * @throws for a custom endpoint: AWS's documents do not say what becomes of it.
     */
    switchOver(): void {
        const { cluster, target } = this;
        if (target === undefined) {
            throw new Error("BlueGreenDeploymentNotFoundFault");
        }
        const of = (type: string, property: string, value: string) =>
            this.account.all.filter((each) => each.type === type && each.state[property] === value);
        if (of("aws:rds/clusterEndpoint:ClusterEndpoint", "clusterIdentifier", cluster.id).length > 0) {
            throw new Error("the double knows no switchover with a custom endpoint");
        }
        this.keepOld(cluster, { clusterIdentifier: old(cluster.id) });
        const { version, group } = target;
        Object.assign(cluster.state, {
            clusterResourceId: "cluster-GREEN",
            dbClusterParameterGroupName: group,
            engineVersion: version,
            engineVersionActual: version,
        });
        for (const instance of of("aws:rds/clusterInstance:ClusterInstance", "clusterIdentifier", cluster.id)) {
            this.keepOld(instance, { identifier: old(instance.id), clusterIdentifier: old(cluster.id) });
            Object.assign(instance.state, { dbiResourceId: `db-GREEN-${instance.id}` });
        }
        const notCopied = [
            ...of("aws:rds/clusterRoleAssociation:ClusterRoleAssociation", "dbClusterIdentifier", cluster.id),
            ...of("aws:appautoscaling/policy:Policy", "resourceId", `cluster:${cluster.id}`),
            ...of("aws:appautoscaling/target:Target", "resourceId", `cluster:${cluster.id}`),
        ];
        notCopied.forEach((each) => {
            this.account.remove(each);
        });
    }

    /** A person deletes the old cluster with its instances. */
    deleteOld(): void {
        const suffix = old("");
        this.account.all
            .filter(({ id }) => id.endsWith(suffix))
            .forEach((each) => {
                this.account.remove(each);
            });
    }

    private get cluster(): StoredResource {
        const [found] = this.account.all.filter(
            ({ type, id }) => type === "aws:rds/cluster:Cluster" && !id.endsWith(old("")),
        );
        if (found === undefined) {
            throw new Error("DBClusterNotFoundFault");
        }
        return found;
    }

    private group(name: unknown): Properties {
        const found = this.account.all.find(
            ({ type, state }) => type.endsWith(":ClusterParameterGroup") && state.name === name,
        );
        if (found === undefined) {
            throw new Error(`DBParameterGroupNotFound: ${String(name)}`);
        }
        return found.state;
    }

    private keepOld({ type, name, state }: StoredResource, names: Properties): void {
        const { clusterResourceId, masterUserSecrets } = state;
        this.account.add(type, `${name}-old1`, { ...state, ...names }, { clusterResourceId, masterUserSecrets });
    }
}

function old(name: string): string {
    return `${name}-old1`;
}
