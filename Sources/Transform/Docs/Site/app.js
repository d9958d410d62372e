// The page as a whole: which view the address asks for, search, keys, light and dark.

const main = document.getElementById("main");
const query = document.getElementById("query");
const hits = document.getElementById("hits");
const tree = document.getElementById("tree");
const menu = document.getElementById("menu");

/** The node that the address names. */
function currentNode() {
  const match = location.hash.match(/^#\/node\/(.+)$/);
  try {
    return match ? decodeURIComponent(match[1]) : null;
  } catch {
    return null;
  }
}

/** Shows what the address asks for. */
function show() {
  const id = currentNode();
  const node = nodes.get(id);
  document.title = node ? `${titleOf(node)} · ${data.project}` : `${data.project} documentation`;
  main.replaceChildren(...(id ? nodePage(id) : overviewPage()).flat(3).filter(Boolean));
  main.scrollTo(0, 0);
  const frame = main.querySelector(".lineage");
  frame?.querySelector("select").dispatchEvent(new Event("change"));
  showInTree(id);
  closeTree();
}

// Search: every word must be found somewhere; where it is found says how near the front it comes.

const haystacks = [...nodes].filter(([, node]) => !node.hidden).map(([id, node]) => ({
  id, node, name: titleOf(node).toLowerCase(),
  columns: (node.columns ?? []).map((column) => column.name.toLowerCase()).join("\n"),
  tags: (node.tags ?? []).join("\n").toLowerCase(),
  text: null,
}));

/** How well a word fits a node; 0 where it does not. */
function fitOf(entry, word) {
  if (entry.name === word) return 120;
  if (entry.name.startsWith(word)) return 80;
  if (entry.name.includes(word)) return 60;
  if (entry.tags.includes(word)) return 30;
  if (entry.columns.includes(word)) return 25;
  const { node } = entry;
  entry.text ??= [node.description, node.path, node.raw,
    ...(node.columns ?? []).map((column) => column.description)].join("\n").toLowerCase();
  return entry.text.includes(word) ? 8 : 0;
}

/** The nodes that a text finds, the best first. */
function search(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const ranks = { model: 5, source: 4, seed: 3, snapshot: 3, exposure: 3, test: -100, unit_test: -100, macro: -3 };
  const found = [];
  for (const entry of haystacks) {
    let sum = ranks[entry.node.type] ?? 0;
    const fits = words.every((word) => {
      const fit = fitOf(entry, word);
      sum += fit;
      return fit > 0;
    });
    if (fits) found.push([sum, entry]);
  }
  found.sort(([a, one], [b, other]) => b - a || inOrder(one.name, other.name));
  return found.slice(0, 40).map(([, entry]) => entry);
}

let chosen = 0;

/** Marks one of the results, which Enter then opens. */
function choose(index) {
  const rows = hits.querySelectorAll(".hit");
  if (!rows.length) return;
  chosen = (index + rows.length) % rows.length;
  rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === chosen)));
  rows[chosen].scrollIntoView({ block: "nearest" });
  query.setAttribute("aria-activedescendant", rows[chosen].id);
}

function showHits() {
  const text = query.value.trim();
  const isOpen = text !== "";
  hits.hidden = !isOpen;
  query.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) return query.removeAttribute("aria-activedescendant");
  const found = search(text);
  hits.replaceChildren(...found.map(({ id, node }, index) =>
    el("a", { class: `hit ${styleOf(node.type)}`, href: linkTo(id), id: `hit-${index}`,
      role: "option", tabindex: -1 }, el("span", { class: "dot" }), el("b", {}, titleOf(node)),
    el("small", {}, [node.type.replace("_", " "), node.description?.split("\n")[0]]
      .filter(Boolean).join(" · ")))));
  if (!found.length) hits.append(el("div", { class: "hits-none" }, "Nothing is called that."));
  choose(0);
}

function closeHits() {
  hits.hidden = true;
  query.setAttribute("aria-expanded", "false");
}

query.addEventListener("input", showHits);
query.addEventListener("focus", showHits);
query.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") choose(chosen + 1);
  else if (event.key === "ArrowUp") choose(chosen - 1);
  else if (event.key === "Enter") hits.querySelectorAll(".hit")[chosen]?.click();
  else if (event.key === "Escape") query.blur();
  else return;
  event.preventDefault();
});
hits.addEventListener("click", () => { query.value = ""; closeHits(); main.focus(); });
document.addEventListener("click", (event) => {
  if (!event.target.closest(".search")) closeHits();
});
query.addEventListener("blur", () => setTimeout(() => {
  if (!hits.contains(document.activeElement)) closeHits();
}, 150));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "");
  if (event.key === "/" && !isTyping) {
    event.preventDefault();
    query.focus();
    query.select();
  } else if (event.key === "Escape") {
    closeTree();
  }
});

// The tree on a narrow screen, where it lies over the page.

function closeTree() {
  tree.classList.remove("open");
  menu.setAttribute("aria-expanded", "false");
}
menu.addEventListener("click", () => {
  const isOpen = tree.classList.toggle("open");
  menu.setAttribute("aria-expanded", String(isOpen));
  if (isOpen) tree.querySelector("button").focus();
});
main.addEventListener("click", closeTree);

// Light and dark: as the system has it until the reader chooses.

const darkness = matchMedia("(prefers-color-scheme: dark)");
const stored = {
  get: () => { try { return localStorage.getItem("theme"); } catch { return null; } },
  set: (theme) => { try { localStorage.setItem("theme", theme); } catch { /* not kept */ } },
};
function applyTheme() {
  const theme = stored.get() ?? (darkness.matches ? "dark" : "light");
  document.documentElement.dataset.theme = document.documentElement.dataset.chosen ?? theme;
}
darkness.addEventListener("change", applyTheme);
document.getElementById("theme").addEventListener("click", () => {
  const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  document.documentElement.dataset.chosen = next;
  stored.set(next);
  applyTheme();
});

applyTheme();
document.getElementById("home").textContent = data.project;
drawTree();
window.addEventListener("hashchange", show);
show();
