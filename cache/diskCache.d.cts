/** Values by name, each valid for one key. */
export interface DiskCache<T> {
    /** The name's last value if it was written with the same key; undefined if it was not, or if the entry is damaged. */
    read(name: string, key: string): T | undefined;
    /** Replaces the name's value. Does nothing if the folder cannot be written to. */
    write(name: string, key: string, value: T): void;
}

/**
 * Creates a cache in a folder, which need not exist.
 *
 * @param folder each name has one file in it, so that the folder does not grow with each new key.
 */
export function createDiskCache<T>(folder: string): DiskCache<T>;
