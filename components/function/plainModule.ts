/**
 * Rewrites the text of a closure that Pulumi has serialised as an ES module that does the same.
 *
 * Pulumi wraps each function in a `with` statement that gives it what it captured, and makes it anew at every call. The
 * module makes each once, at its first call, with constants in the place of the `with`: it runs faster, and, as an ES
 * module may hold no `with`, esbuild can leave out what of the SDK nobody uses. Functions that change what they have
 * captured have no place in either text: esbuild refuses the assignment to a constant.
 *
 * @throws where the text is not as this version of Pulumi writes it. What is overlooked here, esbuild refuses.
 */
export function plainModule(text: string): string {
    return exported(text.replace(wrapper, plainFunction).replace(sdkClient, 'import * as $<name> from "$<package>";'));
}

/** A function as `serializeJavaScriptText` of @pulumi/pulumi writes it. */
const wrapper = new RegExp(
    [
        String.raw`^function (?<name>\w+)\((?<parameters>[^)]*)\) \{`,
        String.raw`  return \(function\(\) \{`,
        String.raw`    with\(\{ ?(?<captured>.*?) ?\}\) \{`,
        "",
        String.raw`return (?<code>[^]*?);`,
        "",
        "    }",
        String.raw`  \}\)\.apply\((?<bound>.*)\)\.apply\(this, arguments\);`,
        String.raw`\}$`,
    ].join("\n"),
    "gm",
);

/** A client of AWS's SDK, which Pulumi names by the file that Node.js has loaded. */
const sdkClient = /^const (?<name>\w+) = require\("(?<package>@aws-sdk\/[^/]+)\/dist-cjs\/index\.js"\);$/gm;

/** What the wrapper's parts are replaced by: the arguments of `String.replace` for a pattern with five groups. */
function plainFunction(
    _match: string,
    name: string,
    parameters: string,
    captured: string,
    code: string,
    bound: string,
): string {
    const constants = capturedValues(captured).map(([key, value]) => `const ${key} = ${value};`);
    return [
        `var ${name}_made;`,
        `function ${name}(${parameters}) {`,
        `${name}_made ??= (function() {`,
        ...constants,
        `return ${code};`,
        `}).apply(${bound});`,
        `return ${name}_made.apply(this, arguments);`,
        "}",
    ].join("\n");
}

/** The names and values of an object literal as Pulumi writes it: identifiers, and literals without a comma but in texts. */
function capturedValues(literal: string): (readonly [key: string, value: string])[] {
    const entry = /(?<key>[\w$]+): (?<value>(?:"(?:[^"\\]|\\.)*"|[^,"])+)(?:, |$)/gy;
    const entries = [...literal.matchAll(entry)];
    if (entries.map(([whole]) => whole).join("") !== literal) {
        throw new Error(`this version of @pulumi/pulumi writes captured values in another way: ${literal}`);
    }
    return entries
        .map(({ groups }) => [groups?.key ?? "", groups?.value ?? ""] as const)
        .filter(([key]) => key !== "this" && key !== "arguments");
}

function exported(text: string): string {
    const handler = /^exports\.(?<name>\w+) = (?<value>.*);$/m;
    if (!handler.test(text)) {
        throw new Error("this version of @pulumi/pulumi exports a closure in another way: there is no exports.<name>");
    }
    return text.replace(handler, "export const $<name> = $<value>;");
}
