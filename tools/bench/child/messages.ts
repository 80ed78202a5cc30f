/** A request of the bench to the driver in a measured process. */
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
          /** Number of calls, one after another. */
          readonly times: number;
          /** Number of rows that each response must hold; null if the response has no rows. */
          readonly rows: number | null;
      }
    | { readonly action: "exit" };

/** The driver's response. */
export interface DriverAnswer {
    /** Duration of each call. */
    readonly milliseconds: readonly number[];
}
