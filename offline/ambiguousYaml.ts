import { type Node, Scalar, visit } from "yaml";

/**
 * Finds a value without quotes that YAML readers interpret differently. Returns its text, or undefined if there is
 * none.
 *
 * The CLI reads numbers by YAML 1.1 (tried with CLI 3.230.0): `05432` is 2842 and `5_432` is 5432, where YAML 1.2 has
 * 5432 and a text. It reads `2026-11-26` as a date, and every reader drops the last zero of `15.10`. All readers agree
 * on numbers in plain decimal digits and on values in quotes.
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

/** Texts in YAML 1.2 that the CLI reads as a number or a date. */
const otherNumber =
    /^[-+]?(\d[\d_]*(\.[\d_]*)?|\.[\d_]+)(e[-+]?\d+)?$|^[-+]?0[box][\da-f_]+$|^\d{4}-\d{1,2}-\d{1,2}([t ].*)?$/i;
