/**
 * Whether a composite alarm is in ALARM if exactly these of the alarms in its rule are.
 *
 * The rule may be made of ALARM("name"), AND, OR, NOT and parentheses. AND and OR side by side are refused: AWS does
 * not say which binds tighter.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function alarmRuleHolds(rule: string, alarms: readonly string[]): boolean {
    const reader = new Reader(tokensOf(rule), alarms);
    const holds = reader.expression();
    reader.end();
    return holds;
}

/** The names of the alarms in a rule. */
export function alarmsNamedIn(rule: string): string[] {
    return tokensOf(rule).flatMap((token) => nameIn(token) ?? []);
}

function tokensOf(rule: string): string[] {
    const tokens = rule.match(/ALARM\("[^"]+"\)|AND|OR|NOT|[()]/g) ?? [];
    if (tokens.join("") !== rule.replace(/ (?=(?:[^"]*"[^"]*")*[^"]*$)/g, "")) {
        throw new Error(`${rule}: is made of more than ALARM("name"), AND, OR, NOT and parentheses`);
    }
    return tokens;
}

function nameIn(token: string | undefined): string | undefined {
    return token === undefined ? undefined : /^ALARM\("(.+)"\)$/.exec(token)?.[1];
}

class Reader {
    private position = 0;

    constructor(
        private readonly tokens: readonly string[],
        private readonly alarms: readonly string[],
    ) {}

    expression(): boolean {
        let holds = this.operand();
        const operator = this.peek();
        while (operator !== undefined && (operator === "AND" || operator === "OR") && this.peek() === operator) {
            this.position++;
            const next = this.operand();
            holds = operator === "AND" ? holds && next : holds || next;
        }
        return holds;
    }

    end(): void {
        if (this.position < this.tokens.length) {
            throw new Error(`${String(this.peek())}: is one too many; put AND and OR into parentheses`);
        }
    }

    private operand(): boolean {
        const token = this.tokens[this.position++];
        if (token === "NOT") {
            return !this.operand();
        }
        if (token === "(") {
            const holds = this.expression();
            if (this.tokens[this.position++] !== ")") {
                throw new Error("a parenthesis is not closed, or AND and OR stand side by side");
            }
            return holds;
        }
        const name = nameIn(token);
        if (name === undefined) {
            throw new Error(`${token ?? "the end"}: stands where an alarm must`);
        }
        return this.alarms.includes(name);
    }

    private peek(): string | undefined {
        return this.tokens[this.position];
    }
}
