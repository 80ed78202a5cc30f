import * as own from "../../transforms";

/** Runs programs as if `transforms.ts` had this function. */
export async function withTransforms<T>(transforms: typeof own.transforms, run: () => Promise<T>): Promise<T> {
    const before = own.transforms;
    Object.assign(own, { transforms });
    try {
        return await run();
    } finally {
        Object.assign(own, { transforms: before });
    }
}
