// Takes the parts of the kit that no page uses (unused.json) out of the compiled stylesheet.
//
//   node trim.mjs path/to/site.css
//
// A test holds unused.json against the templates, so that a class in use cannot be taken out.

import { readFileSync, writeFileSync } from "node:fs";

const NOTICE = "/* Contains parts of nhsuk-frontend: see licence-nhsuk-frontend.txt. */";
const patterns = JSON.parse(readFileSync(new URL("unused.json", import.meta.url), "utf8"));
const UNUSED = new RegExp(patterns.join("|"));
const GROUP = /^@(media|supports|container|layer)/;
// Print sizes of single elements: the print rules of our own set one size for the whole page.
const PRINT_SIZES = /^(\s*(font-size|line-height|font-family):[^;]*;?)*$/;

/** Reads rules from `css`, from `start` to the end of the group that it is in. */
function parse(css, start = 0) {
  const rules = [];
  let position = start;
  let head = "";
  while (position < css.length) {
    const character = css[position];
    if (character === "}") return { rules, end: position + 1 };
    if (character === ";") {
      rules.push({ statement: `${head};` });
      head = "";
    } else if (character === "{") {
      if (GROUP.test(head.trim())) {
        const inner = parse(css, position + 1);
        rules.push({ head, rules: inner.rules });
        position = inner.end;
      } else {
        const close = css.indexOf("}", position);
        rules.push({ head, body: css.slice(position + 1, close) });
        position = close + 1;
      }
      head = "";
      continue;
    } else {
      head += character;
    }
    position += 1;
  }
  return { rules, end: position };
}

/** Splits a selector list at the commas that stand outside brackets. */
function selectors(head) {
  const parts = [""];
  let depth = 0;
  for (const character of head) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** Writes the rules out again, without what is unused. */
function write(rules, inPrint = false) {
  return rules
    .map((rule) => {
      if (rule.statement) return rule.statement;
      if (rule.rules) {
        const inner = write(rule.rules, rule.head.trim() === "@media print");
        return inner && `${rule.head}{${inner}}`;
      }
      if (inPrint && PRINT_SIZES.test(rule.body)) return "";
      const kept = selectors(rule.head).filter((selector) => !UNUSED.test(selector));
      return kept.length ? `${kept.join(",")}{${rule.body}}` : "";
    })
    .join("");
}

const [, , path] = process.argv;
const before = readFileSync(path, "utf8").trim();
const after = write(parse(before).rules);
writeFileSync(path, `${NOTICE}${after}\n`);
console.log(`${path}: ${before.length} to ${after.length} bytes`);
