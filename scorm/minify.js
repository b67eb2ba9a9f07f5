/* Puts scripts of the player together and makes them small (hatch_build.py runs this with Node.js).
 *
 *     node minify.js <folder of the project> <folder of results> < {"result.js": ["source.js", …], …}
 *
 * Files that always travel together share one scope, so that names of one are short in all of them.
 */
"use strict";
const fs = require("fs");
const path = require("path");
const { minify } = require("terser");

// A comment, one function that gets the namespace, and nothing else: base.js makes the namespace, the others get it.
const FRAME = /^\/\*[^]*?\*\/\n\(function \((?:elearn)?\) \{\n {2}"use strict";\n([^]*)\}\)\((?:window\.elearn)?\);\n$/;
const OPTIONS = {
  ecma: 2015,
  // Nothing in the player reads a property for what reading does, or calls an arrow with `new`; what may throw stands in a `try`.
  compress: { passes: 3, ecma: 2015, unsafe_arrows: true, unsafe_methods: true, pure_getters: true, keep_fargs: false },
  format: { ecma: 2015 }
};

function inside(root, name) {
  const found = FRAME.exec(fs.readFileSync(path.join(root, name), "utf8"));
  if (!found) throw new Error(name + ": a script is a comment and one function, see templates/player/base.js");
  return "(function () {\n" + found[1] + "})();\n";
}

async function main([root, folder]) {
  const wanted = JSON.parse(fs.readFileSync(0, "utf8"));
  for (const [result, sources] of Object.entries(wanted)) {
    const parts = sources.map((name) => inside(root, name)).join("");
    const text = '(function () {\n"use strict";\nvar elearn = (window.elearn = window.elearn || {});\n' + parts + "})();\n";
    const made = await minify(text, OPTIONS);
    const file = path.join(folder, result);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, made.code + "\n");
  }
}

main(process.argv.slice(2)).catch((problem) => {
  console.error(problem.message);
  process.exit(1);
});
