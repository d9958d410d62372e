// Source code with colours: SQL, and the templates in it.

const keywords = new Set(`all and any array as asc between by case cast create cross current
  delete desc distinct else end escape except exclude exists extract false filter following for
  from full group having if ilike in inner insert intersect interval into is join lateral left like
  limit materialized merge natural not null nulls offset on or order outer over partition pivot
  preceding qualify range recursive replace returning right row rows select semi set similar table
  then to true try_cast unbounded union unnest unpivot update using values view when where window
  with within`.split(/\s+/));

const pieces = [
  ["c", /\{#[\s\S]*?#\}|--[^\n]*|\/\*[\s\S]*?\*\//y],
  ["j", /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/y],
  ["s", /'(?:[^']|'')*'|\$\$[\s\S]*?\$\$/y],
  ["", /"(?:[^"]|"")*"/y],
  ["n", /\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/yi],
  ["w", /[A-Za-z_]\w*/y],
];

/** The pieces of a text, each with the class of its colour. */
function* tokens(code) {
  let plain = 0;
  let at = 0;
  next: while (at < code.length) {
    for (const [kind, form] of pieces) {
      form.lastIndex = at;
      const match = form.exec(code);
      if (!match) continue;
      const style = kind === "w" ? (keywords.has(match[0].toLowerCase()) ? "k" : "") : kind;
      if (style) {
        if (plain < at) yield ["", code.slice(plain, at)];
        yield [style, match[0]];
        plain = at + match[0].length;
      }
      at += match[0].length;
      continue next;
    }
    at += 1;
  }
  if (plain < code.length) yield ["", code.slice(plain)];
}

/** The code as elements. */
function highlighted(code) {
  return [...tokens(code)].map(([style, text]) =>
    style ? el("span", { class: style }, text) : document.createTextNode(text));
}

/** The code as numbered lines; a piece that goes over several is in each. */
function numberedLines(code) {
  const result = el("code");
  let row = el("span", { class: "row", "data-line": 1 });
  let count = 1;
  for (const [style, text] of tokens(code)) {
    text.split("\n").forEach((part, index) => {
      if (index > 0) {
        result.append(row);
        count += 1;
        row = el("span", { class: "row", "data-line": count });
      }
      if (part) row.append(style ? el("span", { class: style }, part) : part);
    });
  }
  result.append(row);
  return result;
}

/** A box with one or several codes, one of which is shown. */
function codeBox(codes) {
  const pre = el("pre", { tabindex: 0 });
  const box = el("div", { class: "source" });
  const tabs = codes.map(([title], index) =>
    el("button", { role: "tab", onclick: () => show(index) }, title));
  const copy = el("button", { class: "right" }, "Copy");
  let shown = 0;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(codes[shown][1]);
      copy.textContent = "Copied";
    } catch {
      const selection = getSelection();
      selection.selectAllChildren(pre);
      copy.textContent = "Selected";
    }
    setTimeout(() => { copy.textContent = "Copy"; }, 1500);
  });
  function show(index) {
    shown = index;
    tabs.forEach((tab, other) => tab.setAttribute("aria-selected", String(other === index)));
    pre.replaceChildren(numberedLines(codes[index][1]));
    pre.setAttribute("aria-label", codes[index][0]);
  }
  show(0);
  box.append(el("div", { class: "tools", role: "tablist", "aria-label": "Code" }, tabs, copy), pre);
  return box;
}
