/** A migration. After its release, its text never changes. */
export interface Migration {
    /** 1, 2, 3 and so on, without a gap. */
    readonly version: number;
    readonly name: string;
    readonly sql: string;
}
