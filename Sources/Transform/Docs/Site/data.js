// The project as `docs generate` wrote it into the page, and what follows from it.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const nodes = new Map(Object.entries(data.nodes));

/** What a node reads, of those that are documented. */
const parentsOf = (id) => (nodes.get(id)?.parents ?? []).filter((parent) => nodes.has(parent));

const childIndex = new Map();
for (const id of nodes.keys()) {
  for (const parent of parentsOf(id)) {
    if (!childIndex.has(parent)) childIndex.set(parent, []);
    childIndex.get(parent).push(id);
  }
}
/** What reads a node. */
const childrenOf = (id) => childIndex.get(id) ?? [];

const isTest = (node) => node.type === "test" || node.type === "unit_test";
/** Whether a node stands in the lineage: a relation, or what is made of relations. */
const isInLineage = (node) =>
  ["model", "source", "seed", "snapshot", "exposure", "analysis"].includes(node.type);
/** The tests of a node: those that read it. */
const testsOf = (id) => childrenOf(id).filter((child) => isTest(nodes.get(child)));

/** How a test or node last ended, as a word and what it means. */
function stateOf(node) {
  const status = node.result?.status;
  if (!status) return { word: "not run", mood: "none" };
  if (["pass", "success"].includes(status)) return { word: status, mood: "good" };
  if (status === "warn") return { word: "warn", mood: "warn" };
  if (["fail", "error", "runtime error", "partial success"].includes(status)) {
    return { word: status, mood: "bad" };
  }
  return { word: status, mood: "none" };
}

/** The title of a node: a source with its source's name, a model with its version. */
function titleOf(node) {
  if (node.type === "source") return `${node.source}.${node.name}`;
  return node.version === undefined ? node.name : `${node.name} v${node.version}`;
}

const styleOf = (type) => (type === "source" ? "source-table" : type);
const linkTo = (id) => `#/node/${encodeURIComponent(id)}`;

/**
 * Makes an element. Texts become text nodes, so that nothing of the project is read as HTML;
 * what is nullish is left out.
 */
function el(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  for (const part of content.flat(3)) {
    if (part === undefined || part === null || part === "") continue;
    element.append(part);
  }
  return element;
}

/** The order of names, `model_2` before `model_10`. */
const inOrder = new Intl.Collator("en", { numeric: true }).compare;
const byTitle = (a, b) => inOrder(titleOf(nodes.get(a)), titleOf(nodes.get(b)));

// The columns that each column goes into, found once from what each says it comes from.
const columnReaders = new Map();
const columnKey = (id, column) => `${id}\n${column.toLowerCase()}`;
for (const [id, node] of nodes) {
  for (const column of node.columns ?? []) {
    for (const from of column.from ?? []) {
      const key = columnKey(from.node, from.column);
      if (!columnReaders.has(key)) columnReaders.set(key, []);
      columnReaders.get(key).push({ node: id, column: column.name, kind: from.kind });
    }
  }
}
/** The column of a name, whatever its case. */
const columnOf = (id, name) =>
  nodes.get(id)?.columns?.find((column) => column.name.toLowerCase() === name.toLowerCase());
