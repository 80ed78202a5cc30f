import { Scalar, visit, type Node } from "yaml";

/**
 * A value without quotes that readers of YAML do not agree on, as it is written; undefined where there is none.
 *
 * The CLI's reader knows the numbers of YAML 1.1 (tried with CLI 3.230.0): it takes `05432` for 2842 and `5_432` for
 * 5432, where YAML 1.2 has 5432 and a text. It makes a date of `2026-11-26`, and every reader drops the zero of
 * `15.10`. A number in plain decimal digits, and whatever is in quotes, is the same to all.
 */
export function ambiguousValue(node: Node): string | undefined {
    let found: string | undefined;
    visit(node, {
        Scalar: (position, scalar) => {
            if (position !== "key" && isAmbiguous(scalar)) {
                found = scalar.source;
                return visit.BREAK;
            }
            return undefined;
        },
    });
    return found;
}

function isAmbiguous({ source = "", type, tag, value }: Scalar): boolean {
    if (type !== Scalar.PLAIN || tag !== undefined) {
        return false;
    }
    return typeof value === "number" ? String(value) !== source : typeof value === "string" && otherNumber.test(source);
}

/** What is a text in YAML 1.2, and a number or a date to the CLI's reader. */
const otherNumber =
    /^[-+]?(\d[\d_]*(\.[\d_]*)?|\.[\d_]+)(e[-+]?\d+)?$|^[-+]?0[box][\da-f_]+$|^\d{4}-\d{1,2}-\d{1,2}([t ].*)?$/i;
