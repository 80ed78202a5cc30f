import type { StoredResource } from "./stored";

/** The versions of the account's secrets with their stages, as in Secrets Manager. */
export class SecretVersions {
    private readonly versions = new Map<string, Map<string, Version>>();
    private rotations = 0;

    /** Notes what a new resource means for its secret: a version, or its first rotation. */
    created({ type, state }: StoredResource): void {
        const secretArn = String(state.secretId);
        if (type === "aws:secretsmanager/secretVersion:SecretVersion") {
            const stages = Array.isArray(state.versionStages) ? state.versionStages.map(String) : ["AWSCURRENT"];
            this.put(secretArn, String(state.versionId), String(state.secretString), stages);
        } else if (type === "aws:secretsmanager/secretRotation:SecretRotation" && state.rotateImmediately === true) {
            this.rotate(secretArn);
        }
    }

    /** Adds a version. A stage is on one version of a secret at a time. */
    put(secretArn: string, versionId: string, value: string, stages: readonly string[]): void {
        this.of(secretArn).set(versionId, { value, stages: new Set() });
        for (const stage of stages) {
            this.move(secretArn, stage, versionId);
        }
    }

    /** The version, or undefined if it was removed. */
    get(secretArn: string, versionId: string): Version | undefined {
        return this.of(secretArn).get(versionId);
    }

    /** Whether the secret has a value that can be read. */
    hasCurrent(secretArn: string): boolean {
        return this.holder(secretArn, "AWSCURRENT") !== undefined;
    }

    /**
     * Rotates as the rotation function does: a pending version becomes the current one in finishSecret. Versions
     * without a stage are removed.
     *
     * @returns the password of the new version.
     */
    rotate(secretArn: string): string {
        this.rotations += 1;
        const password = `rotated-password-${this.rotations}`;
        const versionId = `rotated-version-${this.rotations}`;
        const former = this.holder(secretArn, "AWSCURRENT");
        this.put(secretArn, versionId, JSON.stringify({ password }), ["AWSPENDING", "AWSCURRENT"]);
        if (former !== undefined) {
            this.move(secretArn, "AWSPREVIOUS", former);
        }
        for (const [id, { stages }] of this.of(secretArn)) {
            if (stages.size === 0) {
                this.of(secretArn).delete(id);
            }
        }
        return password;
    }

    private of(secretArn: string): Map<string, Version> {
        const found = this.versions.get(secretArn) ?? new Map<string, Version>();
        this.versions.set(secretArn, found);
        return found;
    }

    private holder(secretArn: string, stage: string): string | undefined {
        return [...this.of(secretArn)].find(([, { stages }]) => stages.has(stage))?.[0];
    }

    private move(secretArn: string, stage: string, versionId: string): void {
        const former = this.holder(secretArn, stage);
        if (former !== undefined) {
            this.get(secretArn, former)?.stages.delete(stage);
        }
        this.get(secretArn, versionId)?.stages.add(stage);
    }
}

/** One version of a secret. */
export interface Version {
    readonly value: string;
    readonly stages: Set<string>;
}
