import type { World } from "./world";

/** Takes the advisory lock of a name, as the functions do. Returns a function that releases it. */
export async function holdLock({ sql }: World, name: string): Promise<() => Promise<void>> {
    await sql`select pg_advisory_lock(hashtext(${name}))`;
    return async () => {
        await sql`select pg_advisory_unlock(hashtext(${name}))`;
    };
}
