/** What the bench asks of the driver in a measured process. */
export type DriverRequest =
    | {
          readonly action: "load";
          /** The folder of the code's file. */
          readonly folder: string;
          /** `<file>.<export>` */
          readonly handler: string;
      }
    | {
          readonly action: "call";
          readonly event: unknown;
          /** How many calls, one after another. */
          readonly times: number;
          /** How many rows each answer must hold; null where it is no answer of rows. */
          readonly rows: number | null;
      }
    | { readonly action: "exit" };

/** What the driver answers. */
export interface DriverAnswer {
    /** What was asked for took so long, call by call. */
    readonly milliseconds: readonly number[];
}
