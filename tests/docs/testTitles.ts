import { readFileSync } from "node:fs";
import ts from "typescript";

/**
 * The titles that a test file gives to `describe`, to functions whose names begin so, and to `it`. What a template fills in is an ellipsis; a title that is a
 * variable is left out.
 */
export function testTitles(file: string): string[] {
    const titles: string[] = [];
    const visit = (node: ts.Node): void => {
        if (ts.isCallExpression(node) && /^(?:describe\w*|it)$/.test(node.expression.getText(source))) {
            titles.push(...titleOf(node.arguments[0]));
        }
        ts.forEachChild(node, visit);
    };
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022);
    visit(source);
    return titles;
}

function titleOf(argument: ts.Expression | undefined): string[] {
    if (argument === undefined) {
        return [];
    }
    if (ts.isStringLiteral(argument) || ts.isNoSubstitutionTemplateLiteral(argument)) {
        return [argument.text];
    }
    return ts.isTemplateExpression(argument)
        ? [argument.head.text + argument.templateSpans.map(({ literal }) => `…${literal.text}`).join("")]
        : [];
}
