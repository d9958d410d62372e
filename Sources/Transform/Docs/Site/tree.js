// The tree beside the page: by project and folder, or by database and schema. A branch is filled
// when it is opened first, so that thousands of nodes cost nothing before they are looked at.

/** A branch: its branches and its nodes. */
const branch = () => ({ branches: new Map(), leaves: [], count: 0 });

/** Adds a node below the branches that a path names. */
function plant(root, path, id) {
  let place = root;
  place.count += 1;
  for (const name of path) {
    if (!place.branches.has(name)) place.branches.set(name, branch());
    place = place.branches.get(name);
    place.count += 1;
  }
  place.leaves.push(id);
}

/** Where a node stands in the tree of the project. */
function projectPath(node) {
  if (node.type === "source") return ["Sources", node.source];
  if (node.type === "exposure") return ["Exposures", node.kind ?? "other"];
  return [node.package, ...node.path.split("/").slice(0, -1)];
}

/** Where a node stands in the tree of the database; nothing for what is no relation. */
function databasePath(node) {
  return node.relation ? [node.database, node.schema] : null;
}

/** The tree of all nodes that are to be seen, by their paths. */
function grow(pathOf) {
  const root = branch();
  for (const [id, node] of nodes) {
    if (isTest(node) || node.hidden) continue;
    const path = pathOf(node);
    if (path) plant(root, path, id);
  }
  return root;
}

const trees = {
  "by-project": { pathOf: projectPath, nameOf: (node) =>
    node.type === "source" ? node.name : titleOf(node) },
  "by-database": { pathOf: databasePath, nameOf: (node) => node.alias ?? node.name },
};
let order = "by-project";

/** The elements of a branch's content. */
function foliage(place, nameOf, path) {
  const names = [...place.branches.keys()].sort(inOrder);
  const rank = (name) => ["Sources", "Exposures"].indexOf(name);
  if (!path.length) names.sort((a, b) => rank(b) - rank(a));
  const inner = names.map((name) => {
    const below = place.branches.get(name);
    const details = el("details", {}, el("summary", {}, name, " ",
      el("span", { class: "count" }, below.count)));
    details.fill = () => {
      if (details.childElementCount === 1) {
        details.append(...foliage(below, nameOf, [...path, name]));
      }
    };
    details.addEventListener("toggle", () => { if (details.open) details.fill(); });
    details.dataset.name = name;
    return details;
  });
  const leaves = place.leaves.sort(byTitle).map((id) => {
    const node = nodes.get(id);
    return el("a", { href: linkTo(id), "data-id": id, class: styleOf(node.type) },
      el("span", { class: "dot", title: node.type }), nameOf(node));
  });
  return [...inner, ...leaves];
}

/** Draws the tree in the chosen order. */
function drawTree() {
  const { pathOf, nameOf } = trees[order];
  const root = trees[order].root ??= grow(pathOf);
  const panel = document.getElementById("branches");
  panel.replaceChildren(...foliage(root, nameOf, []));
  panel.setAttribute("aria-labelledby", order);
  for (const id of Object.keys(trees)) {
    document.getElementById(id).setAttribute("aria-selected", String(id === order));
  }
  const own = panel.querySelector(`details[data-name="${CSS.escape(data.project)}"]`);
  if (own && !currentNode()) own.open = true;
  if (!root.count) panel.append(el("p", { class: "empty" }, "Nothing to show."));
}

/** Opens the tree at a node and marks it. */
function showInTree(id) {
  const panel = document.getElementById("branches");
  panel.querySelector("[aria-current]")?.removeAttribute("aria-current");
  const node = nodes.get(id);
  const path = node && !isTest(node) ? trees[order].pathOf(node) : null;
  let place = panel;
  for (const name of path ?? []) {
    const details = [...place.children].find((child) => child.dataset.name === name);
    if (!details) return;
    details.fill();
    details.open = true;
    place = details;
  }
  const leaf = [...place.children].find((child) => child.dataset.id === id);
  leaf?.setAttribute("aria-current", "page");
  leaf?.scrollIntoView({ block: "nearest" });
}

for (const id of Object.keys(trees)) {
  document.getElementById(id).addEventListener("click", () => {
    order = id;
    drawTree();
    showInTree(currentNode());
  });
}
