/**
 * Rewrites the text of a closure that Pulumi has serialised as an equivalent ES module.
 *
 * Pulumi wraps each function in a `with` statement that contains the captured values, and creates the function again at
 * every call. The module creates each function once, at its first call, with constants instead of `with`. So it runs
 * faster, and esbuild can remove unused code of the SDK, which it cannot do in a text with `with`. A function that
 * assigns to a captured value is not supported: esbuild refuses the assignment to a constant.
 *
 * @throws if the text does not have the form that this version of Pulumi writes. esbuild refuses what this overlooks.
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

/** The import of an SDK client. Pulumi writes the path of the file that Node.js has loaded. */
const sdkClient = /^const (?<name>\w+) = require\("(?<package>@aws-sdk\/[^/]+)\/dist-cjs\/index\.js"\);$/gm;

/** The replacement of a wrapper; the parameters are those of `String.replace` for a pattern with five groups. */
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

/** The entries of an object literal in Pulumi's form: its values contain commas only within strings. */
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
