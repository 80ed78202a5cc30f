import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { projectFolder } from "../../offline/runProgram";

/** A property of a resource's `…Args`. */
export interface DeclaredArgument {
    readonly name: string;
    readonly optional: boolean;
}

/** The properties of a type's `…Args` in the declarations of `@pulumi/aws`. */
export function declaredArguments(token: string): readonly DeclaredArgument[] {
    const [, module = "", kind = ""] = token.split(":");
    const [folder = "", file = ""] = module.split("/");
    const declaration = path.join(projectFolder, "node_modules/@pulumi/aws", folder, `${file}.d.ts`);
    const source = ts.createSourceFile(declaration, readFileSync(declaration, "utf8"), ts.ScriptTarget.Latest);
    const args = source.statements.filter(ts.isInterfaceDeclaration).find(({ name }) => name.text === `${kind}Args`);
    if (args === undefined) {
        throw new Error(`${declaration} declares no ${kind}Args`);
    }
    return args.members
        .filter(ts.isPropertySignature)
        .flatMap(({ name, questionToken }) =>
            ts.isIdentifier(name) ? [{ name: name.text, optional: questionToken !== undefined }] : [],
        );
}
