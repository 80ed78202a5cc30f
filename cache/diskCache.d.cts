/** Values by name, each valid for one key. */
export interface DiskCache<T> {
    /** The value that was written last for the name, if that was for the same key; undefined otherwise, or where it is damaged. */
    read(name: string, key: string): T | undefined;
    /** Replaces the name's value. Does nothing where the folder cannot be written to. */
    write(name: string, key: string, value: T): void;
}

/**
 * Creates a cache in a folder, which need not exist.
 *
 * @param folder each name has one file in it, so that the folder does not grow with each new key.
 */
export function createDiskCache<T>(folder: string): DiskCache<T>;
