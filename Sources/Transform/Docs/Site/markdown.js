// Descriptions: the Markdown that people write, as elements. Text only ever becomes text nodes and
// links lead to http, https, mailto or a place below the page, so no description can run anything.

/** Elements of a text. */
function markdown(text) {
  const root = el("div", { class: "text" });
  blocks((text ?? "").replace(/\r\n?/g, "\n").split("\n"), root);
  return root;
}

const listItem = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const rule = /^ {0,3}([-*_])(\s*\1){2,}\s*$/;
const tableLine = /^\s*\|?(\s*:?-+:?\s*\|)+(\s*:?-+:?\s*)?$/;

/** Puts the blocks that lines make into an element. */
function blocks(lines, root) {
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    const fence = line.match(/^ {0,3}(```+|~~~+)\s*(\w*)/);
    const heading = line.match(/^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/);
    if (!line.trim()) {
      at += 1;
    } else if (fence) {
      let end = at + 1;
      while (end < lines.length && !lines[end].trim().startsWith(fence[1])) end += 1;
      const code = lines.slice(at + 1, end).join("\n");
      const isSQL = fence[2].toLowerCase() === "sql";
      root.append(el("pre", {}, el("code", {}, isSQL ? highlighted(code) : code)));
      at = end + 1;
    } else if (heading) {
      root.append(el(`h${Math.min(6, heading[1].length + 1)}`, {}, inline(heading[2])));
      at += 1;
    } else if (rule.test(line)) {
      root.append(el("hr"));
      at += 1;
    } else if (/^ {0,3}>/.test(line)) {
      const end = runEnd(lines, at, (other) => /^ {0,3}>/.test(other));
      const quote = el("blockquote");
      blocks(lines.slice(at, end).map((other) => other.replace(/^ {0,3}> ?/, "")), quote);
      root.append(quote);
      at = end;
    } else if (listItem.test(line)) {
      at = list(lines, at, root);
    } else if (line.includes("|") && at + 1 < lines.length && tableLine.test(lines[at + 1])) {
      at = table(lines, at, root);
    } else {
      const end = runEnd(lines, at + 1, (other) =>
        other.trim() && !/^ {0,3}(#{1,6}\s|>|```|~~~)/.test(other) && !listItem.test(other));
      root.append(el("p", {}, inline(lines.slice(at, end).join("\n"))));
      at = end;
    }
  }
}

/** The first line from `at` on that does not hold. */
function runEnd(lines, at, holds) {
  while (at < lines.length && holds(lines[at])) at += 1;
  return at;
}

/** Puts the list that begins at a line into an element, and says where it ends. */
function list(lines, at, root) {
  const first = lines[at].match(listItem);
  const isNumbered = /\d/.test(first[2]);
  const element = el(isNumbered ? "ol" : "ul");
  const depth = first[1].length;
  while (at < lines.length) {
    const item = lines[at].match(listItem);
    if (!item || item[1].length < depth || /\d/.test(item[2]) !== isNumbered) break;
    const body = [item[3]];
    at += 1;
    while (at < lines.length) {
      const inner = lines[at].match(/^(\s*)(.*)$/);
      if (!inner[2]) {
        if (!/^\s+\S/.test(lines[at + 1] ?? "") || indent(lines[at + 1]) <= depth) break;
      } else if (inner[1].length <= depth) {
        if (listItem.test(lines[at]) || body.at(-1) === "") break;
      }
      body.push(lines[at].slice(Math.min(inner[1].length, depth + 2)));
      at += 1;
    }
    while (at < lines.length && !lines[at].trim() && listItem.test(lines[at + 1] ?? "")) at += 1;
    const content = el("li");
    if (body.length === 1) content.append(...inline(body[0]));
    else blocks(body, content);
    element.append(content);
  }
  root.append(element);
  return at;
}

const indent = (line) => line.length - line.trimStart().length;

/** Puts the table that begins at a line into an element, and says where it ends. */
function table(lines, at, root) {
  const cells = (line) =>
    line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) =>
      cell.trim().replace(/\\\|/g, "|"));
  const head = cells(lines[at]);
  const end = runEnd(lines, at + 2, (line) => line.includes("|") && line.trim());
  const rows = lines.slice(at + 2, end).map((line) =>
    el("tr", {}, head.map((_, index) => el("td", {}, inline(cells(line)[index] ?? "")))));
  root.append(el("div", { class: "wide" }, el("table", {},
    el("thead", {}, el("tr", {}, head.map((cell) => el("th", {}, inline(cell))))),
    el("tbody", {}, rows))));
  return end;
}

// What stands within a line, tried in this order. What `startsWord` is no mark within a word: names
// of columns are full of underscores.
const spans = [
  { form: /^\\([\\`*_{}[\]()#+\-.!|<>~])/, make: (match) => match[1] },
  { form: /^(`+)([\s\S]*?[^`])\1(?!`)/,
    make: (match) => el("code", {}, match[2].replace(/\n/g, " ")) },
  { form: /^!\[([^\]]*)\]\(\s*<?([^)\s>]*)>?(?:\s+"[^"]*")?\s*\)/,
    make: (match) => image(match[1], match[2]) },
  { form: /^\[((?:[^[\]]|\[[^\]]*\])*)\]\(\s*<?([^)\s>]*)>?(?:\s+"[^"]*")?\s*\)/,
    make: (match) => anchor(match[2], inline(match[1])) },
  { form: /^<((?:https?:\/\/|mailto:)[^\s>]+)>/, make: (match) => anchor(match[1], [match[1]]) },
  { form: /^\*\*(?=\S)([\s\S]*?\S)\*\*/, make: (match) => el("strong", {}, inline(match[1])) },
  { form: /^~~(?=\S)([\s\S]*?\S)~~/, make: (match) => el("del", {}, inline(match[1])) },
  { form: /^\*(?=[^\s*])([\s\S]*?[^\s*])\*(?!\*)/,
    make: (match) => el("em", {}, inline(match[1])) },
  { form: /^ {2,}\n/, make: () => el("br") },
  { form: /^__(?=\S)([\s\S]*?\S)__(?!\w)/, startsWord: true,
    make: (match) => el("strong", {}, inline(match[1])) },
  { form: /^_(?=[^\s_])([\s\S]*?[^\s_])_(?!\w)/, startsWord: true,
    make: (match) => el("em", {}, inline(match[1])) },
  { form: /^https?:\/\/[^\s<>()]*[^\s<>().,;:!?'"]/, startsWord: true,
    make: (match) => anchor(match[0], [match[0]]) },
];

/** The elements of a text without blocks. */
function inline(text) {
  const result = [];
  let plain = "";
  let at = 0;
  const flush = () => {
    if (plain) result.push(document.createTextNode(plain));
    plain = "";
  };
  next: while (at < text.length) {
    if (/[\\`![<*_~h ]/.test(text[at])) {
      const rest = text.slice(at);
      const isInWord = /\w/.test(text[at - 1] ?? "");
      for (const { form, make, startsWord } of spans) {
        const match = startsWord && isInWord ? null : rest.match(form);
        if (!match) continue;
        flush();
        result.push(make(match));
        at += match[0].length;
        continue next;
      }
    }
    plain += text[at];
    at += 1;
  }
  flush();
  return result;
}

/** A link where its target is one that cannot run anything, else its words. */
function anchor(target, content) {
  const scheme = target.match(/^\s*([a-z][a-z0-9+.-]*):/i);
  if (scheme && !/^(https?|mailto)$/i.test(scheme[1])) return el("span", {}, content);
  if (/^[\s\\/]*[\\/]/.test(target) && !scheme) return el("span", {}, content);
  const isOutside = Boolean(scheme);
  return el("a", { href: target, rel: isOutside && "noopener noreferrer" }, content);
}

/** A picture that lies beside the page; one from elsewhere is a link to it. */
function image(words, target) {
  if (/^[\w][\w./ %-]*$/.test(target) && !target.includes("..")) {
    return el("img", { src: target, alt: words });
  }
  return anchor(target, [words || target]);
}
