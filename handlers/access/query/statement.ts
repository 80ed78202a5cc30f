/** For each refused command, the reason and the alternative. */
const transactionControl = "each query is a transaction of its own; leave it out";
const refused: Readonly<Record<string, string>> = {
    abort: transactionControl,
    begin: transactionControl,
    commit: transactionControl,
    end: transactionControl,
    release: transactionControl,
    rollback: transactionControl,
    savepoint: transactionControl,
    start: transactionControl,
    copy: "COPY does not return its rows as a result; use select or insert",
    declare:
        "a cursor does not outlive its transaction, and WITH HOLD fills it at the commit, without a time-out; select its rows",
    prepare: "a prepared statement does not outlive its query; send the statement itself",
};

/** Returns the rule that a statement violates, with the fix, or undefined if the statement is accepted. */
export function statementProblem(sql: string): string | undefined {
    if (sql.includes("\0")) {
        return "must not hold the character U+0000; remove it";
    }
    if (/\p{Surrogate}/u.test(sql)) {
        return "must not hold half of a surrogate pair; send whole characters";
    }
    const keyword = firstKeyword(sql);
    if (keyword === "") {
        return "must hold a statement; write one";
    }
    const reason = Object.hasOwn(refused, keyword) ? refused[keyword] : undefined;
    return reason && `must not be ${keyword.toUpperCase()}, as ${reason}`;
}

/**
 * Returns the first word of a statement in lower case, its first character if it does not begin with a word, or "" if
 * there is no statement. Skips white space, comments (also nested ones) and empty statements, as PostgreSQL does.
 */
export function firstKeyword(sql: string): string {
    let position = 0;
    while (position < sql.length) {
        const rest = sql.slice(position, position + 2);
        if (rest === "--") {
            position = endOfLine(sql, position);
        } else if (rest === "/*") {
            position = endOfComment(sql, position);
        } else if (/[\s;]/.test(sql.charAt(position))) {
            position += 1;
        } else {
            const word = /^[a-z_]+/i.exec(sql.slice(position, position + 64));
            return word === null ? sql.charAt(position) : word[0].toLowerCase();
        }
    }
    return "";
}

function endOfLine(sql: string, position: number): number {
    const lineEnd = sql.slice(position).search(/[\n\r]/);
    return lineEnd === -1 ? sql.length : position + lineEnd;
}

function endOfComment(sql: string, position: number): number {
    let depth = 0;
    for (let at = position; at < sql.length; at += 1) {
        const pair = sql.slice(at, at + 2);
        if (pair === "/*") {
            depth += 1;
            at += 1;
        } else if (pair === "*/") {
            depth -= 1;
            at += 1;
            if (depth === 0) {
                return at + 1;
            }
        }
    }
    return sql.length;
}
