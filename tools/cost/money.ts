/**
 * The cost of a quantity, in whole cents. The calculation uses billionths of a dollar, which are whole numbers for
 * every price, and rounds once. Therefore the lines add up to the total.
 *
 * @param usd the price of one unit, in US dollars.
 */
export function centsOf(usd: number, quantity: number): number {
    const billionths = Math.round(Math.round(usd * 1e9) * quantity);
    return Math.round(billionths / 1e7);
}

/** Cents as US dollars with two decimals, for instance `1,234.50`. */
export function dollars(cents: number): string {
    return (cents / 100).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** A price as AWS writes it: with all of its digits, and at least two decimals, for instance `0.10` or `0.0125`. */
export function priceText(usd: number): string {
    return usd.toFixed(10).replace(/(\.\d\d\d*?)0+$/, "$1");
}

/** A quantity with up to four decimals, for instance `1,460` or `0.0438`. */
export function quantityText(quantity: number): string {
    return quantity.toLocaleString("en-US", { maximumFractionDigits: 4 });
}
