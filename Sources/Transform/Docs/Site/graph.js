// The lineage as a drawing: boxes in layers from left to right, each after all that it reads.

const svgName = "http://www.w3.org/2000/svg";
const mostBoxes = 300;

/** Makes an element of a drawing. */
function svg(name, attributes = {}, ...content) {
  const element = document.createElementNS(svgName, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...content.flat().filter((part) => part !== null && part !== undefined));
  return element;
}

/** The nodes within so many steps of one, the nearest first; at most `mostBoxes` of them. */
function neighbourhood(id, upstream, downstream) {
  const found = new Set([id]);
  let isWhole = true;
  const walk = (next, depth) => {
    let edge = [id];
    for (let step = 0; step < depth && edge.length; step += 1) {
      const further = [];
      for (const from of edge) {
        for (const to of next(from)) {
          if (found.has(to) || !isInLineage(nodes.get(to))) continue;
          if (found.size >= mostBoxes) { isWhole = false; return; }
          found.add(to);
          further.push(to);
        }
      }
      edge = further;
    }
  };
  walk(parentsOf, upstream);
  walk(childrenOf, downstream);
  return { ids: [...found], isWhole };
}

/** How far each box is from the left: one further than the furthest it comes from. */
function layers(ids, edges) {
  const before = new Map(ids.map((id) => [id, []]));
  for (const [from, to] of edges) before.get(to).push(from);
  const layer = new Map();
  for (const start of ids) {
    const stack = [[start, 0]];
    const open = new Set();
    while (stack.length) {
      const top = stack[stack.length - 1];
      const [id, next] = top;
      const parents = before.get(id);
      if (layer.has(id)) {
        stack.pop();
      } else if (next < parents.length) {
        top[1] += 1;
        open.add(id);
        if (!layer.has(parents[next]) && !open.has(parents[next])) stack.push([parents[next], 0]);
      } else {
        layer.set(id, Math.max(-1, ...parents.map((parent) => layer.get(parent) ?? -1)) + 1);
        stack.pop();
      }
    }
  }
  return layer;
}

/**
 * Places boxes: `{ id, width, height }` and edges `[from, to]`. Each box gets `x` and `y`; those of
 * a layer are ordered by the middle of what they are tied to, so that few edges cross.
 */
function place(boxes, edges) {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const layer = layers([...byId.keys()], edges);
  const tied = new Map(boxes.map((box) => [box.id, { before: [], after: [] }]));
  for (const [from, to] of edges) {
    tied.get(to).before.push(from);
    tied.get(from).after.push(to);
  }
  const columns = [];
  for (const box of boxes) (columns[layer.get(box.id)] ??= []).push(box);
  const stack = (column) => {
    let y = 0;
    for (const box of column) { box.y = y; y += box.height + 14; }
  };
  columns.forEach(stack);
  const middle = (id) => byId.get(id).y + byId.get(id).height / 2;
  for (let sweep = 0; sweep < 8; sweep += 1) {
    const side = sweep % 2 ? "after" : "before";
    for (const column of sweep % 2 ? [...columns].reverse() : columns) {
      const wish = new Map(column.map((box) => {
        const others = tied.get(box.id)[side];
        const sum = others.reduce((total, id) => total + middle(id), 0);
        return [box, others.length ? sum / others.length : middle(box.id)];
      }));
      column.sort((a, b) => wish.get(a) - wish.get(b));
      stack(column);
    }
  }
  const height = Math.max(...columns.map((column) => {
    const last = column[column.length - 1];
    return last.y + last.height;
  }));
  let x = 12;
  for (const column of columns) {
    const last = column[column.length - 1];
    const shift = 12 + (height - last.y - last.height) / 2;
    for (const box of column) { box.x = x; box.y += shift; }
    x += Math.max(...column.map((box) => box.width)) + 70;
  }
  return { width: x - 70 + 12, height: height + 24 };
}

const shorten = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
const widthOf = (text) => Math.min(270, Math.max(96, 26 + text.length * 7.1));

/** The box of a node; `rows` are columns shown in it. */
function boxOf(id, rows, current) {
  const node = nodes.get(id);
  const title = shorten(titleOf(node), 36);
  const width = Math.max(widthOf(title), ...rows.map((row) => widthOf(shorten(row, 32))));
  return { id, node, title, rows, width, height: 30 + rows.length * 18 + (rows.length ? 5 : 0),
    isCurrent: id === current };
}

/** Draws a placed box as a link to its node. */
function drawBox(box, chosen) {
  const link = svg("a", { href: linkTo(box.id), transform: `translate(${box.x} ${box.y})`,
    class: `box ${styleOf(box.node.type)}${box.isCurrent ? " current" : ""}` },
    svg("title", {}, `${box.node.type} ${titleOf(box.node)}`),
    svg("rect", { class: "frame", width: box.width, height: box.height, rx: 6 }),
    svg("rect", { class: "stripe", x: 1, y: 1, width: 6, height: box.height - 2, rx: 3 }),
    svg("text", { x: 15, y: 20 }, box.title));
  box.rows.forEach((row, index) => link.append(svg("text", { x: 22, y: 42 + index * 18,
    class: row.toLowerCase() === chosen && box.isCurrent ? "minor chosen" : "minor" },
    shorten(row, 32))));
  return link;
}

/** A curve from the right of one place to the left of another. */
function curve(x1, y1, x2, y2, style) {
  const bend = Math.max(24, (x2 - x1) / 2);
  return svg("path", { class: `edge ${style}`, "marker-end": "url(#arrow)",
    d: `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 2} ${y2}` });
}

/** A whole drawing. */
function drawing(size, edges, boxes, label) {
  const arrow = svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7,
    markerHeight: 7, orient: "auto" }, svg("path", { d: "M0 0 8 4 0 8z" }));
  return svg("svg", { width: size.width, height: size.height, role: "img", "aria-label": label,
    viewBox: `0 0 ${size.width} ${size.height}` }, svg("defs", {}, arrow), edges, boxes);
}

/** The lineage of a node to a depth on each side. */
function drawNodes(id, upstream, downstream) {
  const { ids, isWhole } = neighbourhood(id, upstream, downstream);
  const shown = new Set(ids);
  const edges = ids.flatMap((to) =>
    parentsOf(to).filter((from) => shown.has(from)).map((from) => [from, to]));
  const boxes = ids.map((other) => boxOf(other, [], id));
  const size = place(boxes, edges);
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const curves = edges.map(([from, to]) => {
    const [a, b] = [byId.get(from), byId.get(to)];
    return curve(a.x + a.width, a.y + a.height / 2, b.x, b.y + b.height / 2, "");
  });
  return { isWhole, count: ids.length, picture: drawing(size, curves,
    boxes.map((box) => drawBox(box, "")), `Lineage of ${titleOf(nodes.get(id))}`) };
}

/** The lineage of a column: what it comes from and what comes of it, column by column. */
function drawColumns(id, column) {
  const rows = new Map([[id, [column]]]);
  const links = [];
  const seen = new Set([columnKey(id, column)]);
  let isWhole = true;
  const add = (node, name) => {
    if (!nodes.has(node)) return false;
    const key = columnKey(node, name);
    if (seen.has(key)) return false;
    if (seen.size >= mostBoxes) { isWhole = false; return false; }
    seen.add(key);
    if (!rows.has(node)) rows.set(node, []);
    rows.get(node).push(columnOf(node, name)?.name ?? name);
    return true;
  };
  const walk = (next, isUpstream) => {
    const open = [[id, column]];
    while (open.length) {
      const [node, name] = open.shift();
      for (const other of next(node, name)) {
        const isNew = add(other.node, other.column);
        if (!seen.has(columnKey(other.node, other.column))) continue;
        links.push(isUpstream
          ? [other.node, other.column, node, name, other.kind]
          : [node, name, other.node, other.column, other.kind]);
        if (isNew) open.push([other.node, other.column]);
      }
    }
  };
  walk((node, name) => columnOf(node, name)?.from ?? [], true);
  walk((node, name) => columnReaders.get(columnKey(node, name)) ?? [], false);
  const boxes = [...rows].map(([node, names]) => boxOf(node, names, id));
  const edges = [...new Set(links.map(([from, , to]) => `${from}\n${to}`))]
    .map((pair) => pair.split("\n"));
  const size = place(boxes, edges);
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const height = (box, name) =>
    box.y + 38 + 18 * box.rows.findIndex((row) => row.toLowerCase() === name.toLowerCase());
  const curves = links.map(([from, name, to, other, kind]) => {
    const [a, b] = [byId.get(from), byId.get(to)];
    return curve(a.x + a.width, height(a, name), b.x, height(b, other), kind);
  });
  return { isWhole, count: boxes.length, picture: drawing(size, curves,
    boxes.map((box) => drawBox(box, column.toLowerCase())),
    `Lineage of the column ${column} of ${titleOf(nodes.get(id))}`) };
}
