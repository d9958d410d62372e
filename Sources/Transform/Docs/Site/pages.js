// What is shown in the middle: the project as a whole, or one node.

/** A node's name as a link, with the colour of its kind. */
function nodeLink(id) {
  const node = nodes.get(id);
  return el("span", { class: styleOf(node.type) },
    el("span", { class: "dot", title: node.type }), " ", el("a", { href: linkTo(id) },
      titleOf(node)));
}

/** A state as a word with its colour. */
function stateTag(node) {
  const { word, mood } = stateOf(node);
  return el("span", { class: `state ${mood}` }, word);
}

const section = (title, ...content) => [el("h2", {}, title), ...content.flat()];

/** A list of nodes as links. */
const linkList = (ids) => el("ul", { class: "links" }, ids.map((id) => el("li", {}, nodeLink(id))));

/** A table in a frame that scrolls by itself. */
function tableOf(style, heads, rows) {
  return el("div", { class: "wide" }, el("table", { class: style },
    el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, rows)));
}

/** The page of the whole project. */
function overviewPage() {
  const all = [...nodes.values()].filter((node) => !node.hidden);
  const count = (type) => all.filter((node) => node.type === type).length;
  const models = [...nodes].filter(([, node]) => node.type === "model" && !node.hidden);
  const tests = all.filter(isTest);
  const tested = models.filter(([id]) => testsOf(id).length > 0).length;
  const described = models.filter(([, node]) => node.description).length;
  const share = (part) => (models.length ? `${Math.round((part / models.length) * 100)} %` : "–");
  const passed = tests.filter((test) => stateOf(test).mood === "good").length;
  const cards = [
    ["model", "models"], ["source", "sources"], ["seed", "seeds"], ["snapshot", "snapshots"],
    ["exposure", "exposures"], ["macro", "macros"],
  ].filter(([type]) => count(type) > 0).map(([type, noun]) => [count(type).toLocaleString("en"),
    count(type) === 1 ? noun.slice(0, -1) : noun]);
  const ran = tests.some((test) => test.result);
  if (ran) cards.push([`${passed} / ${tests.length}`, "tests passed when last run"]);
  else if (tests.length) cards.push([tests.length.toLocaleString("en"), "tests, none run yet"]);
  if (models.length) cards.push([share(tested), "of models tested"]);
  if (models.length) cards.push([share(described), "of models described"]);
  const failing = [...nodes].filter(([, node]) => ["bad", "warn"].includes(stateOf(node).mood));
  return [
    el("h1", {}, data.project),
    el("p", { class: "path" }, `Written ${new Date(data.generatedAt).toLocaleString()}`),
    el("div", { class: "cards" }, cards.map(([figure, noun]) =>
      el("div", { class: "card" }, el("b", {}, figure), el("span", {}, noun)))),
    data.overview ? markdown(data.overview) : null,
    failing.length ? section("Not well when last run", resultTable(failing.map(([id]) => id)))
      : null,
  ];
}

/** How nodes last ended, as a table. */
function resultTable(ids) {
  return tableOf("", ["Name", "Column", "Last result"], ids.map((id) => {
    const node = nodes.get(id);
    const { mood } = stateOf(node);
    const message = ["bad", "warn"].includes(mood) ? node.result.message : null;
    return el("tr", {}, el("td", {}, nodeLink(id)),
      el("td", {}, node.column ? el("code", {}, node.column) : ""),
      el("td", {}, stateTag(node), message ? el("p", { class: "message" }, message) : null));
  }));
}

/** The facts of a node in one line. */
function facts(node) {
  const parts = [
    node.relation && ["relation", el("code", {}, node.relation)],
    node.materialized && !isTest(node) && ["materialized", node.materialized],
    node.access && node.access !== "protected" && ["access", node.access],
    node.group && ["group", node.group], node.owner && ["owner", node.owner],
    node.contract && ["contract", "enforced"], node.maturity && ["maturity", node.maturity],
    node.loader && ["loader", node.loader], node.severity && ["severity", node.severity],
    node.result && ["last run", stateTag(node)],
  ];
  return el("div", { class: "facts" }, parts.filter(Boolean).map(([name, value]) =>
    el("span", {}, `${name} `, typeof value === "string" ? el("code", {}, value) : value)));
}

/** The columns of a node: type, description, tests and where each comes from. */
function columnTable(id, node, choose) {
  const tests = testsOf(id);
  const rows = node.columns.map((column) => {
    const own = tests.filter((test) => nodes.get(test).attached === id
      && nodes.get(test).column?.toLowerCase() === column.name.toLowerCase());
    const chips = own.map((test) => el("div", {}, el("a", { href: linkTo(test) },
      nodes.get(test).test ?? titleOf(nodes.get(test))), " ", stateTag(nodes.get(test))));
    const hasLineage = column.from?.length || columnReaders.has(columnKey(id, column.name));
    const name = hasLineage
      ? el("button", { class: "column", onclick: () => choose(column.name),
        title: "Show where this column comes from and where it goes" }, column.name)
      : el("code", {}, column.name);
    return el("tr", {}, el("td", {}, name),
      el("td", {}, column.type ? el("code", {}, column.type.toLowerCase()) : ""),
      el("td", {}, column.description ? markdown(column.description) : "",
        (column.tags ?? []).map((tag) => el("span", { class: "tag" }, tag)),
        (column.constraints ?? []).map((name) => el("span", { class: "tag" }, name)),
        origins(column)),
      el("td", {}, chips));
  });
  return tableOf("columns", ["Column", "Type", "Description", "Tests"], rows);
}

/** The columns that a column comes from. */
function origins(column) {
  if (!column.from?.length) return null;
  const most = 6;
  const links = column.from.slice(0, most).map((from, index) => [index ? ", " : "",
    el("a", { href: linkTo(from.node) },
      `${nodes.has(from.node) ? titleOf(nodes.get(from.node)) : from.node}.${from.column}`),
    from.kind === "identity" ? "" : ` (${from.kind})`]);
  const rest = column.from.length - most;
  return el("div", { class: "from" }, "from ", links, rest > 0 ? ` and ${rest} more` : "");
}

/** The page of a node. */
function nodePage(id) {
  const node = nodes.get(id);
  if (!node) {
    return [el("h1", {}, "Not in this project"), el("p", { class: "path" }, id),
      el("p", {}, el("a", { href: "#/" }, "To the overview"))];
  }
  const frame = isInLineage(node) ? lineageFrame(id) : null;
  const tests = testsOf(id).sort(byTitle);
  const parents = parentsOf(id).filter((other) => nodes.get(other).type !== "macro");
  const macros = parentsOf(id).filter((other) => nodes.get(other).type === "macro");
  const children = childrenOf(id).filter((other) => !isTest(nodes.get(other)));
  const codes = [["Source", node.raw], ["Compiled", node.compiled]].filter(([, code]) => code);
  return [
    el("h1", {}, titleOf(node), " ",
      el("span", { class: `tag kind ${styleOf(node.type)}` }, node.type.replace("_", " "))),
    el("div", { class: "path" }, [node.package, node.file ?? node.path].join(" · ")),
    facts(node),
    node.tags?.length ? el("p", {}, node.tags.map((tag) => [el("span", { class: "tag" }, tag), " "]))
      : null,
    section("Description", node.description ? markdown(node.description)
      : el("p", { class: "empty" }, "This one is not described yet.")),
    node.url ? el("p", {}, anchor(node.url, [node.url])) : null,
    node.arguments?.length ? section("Arguments", argumentTable(node.arguments)) : null,
    node.columns?.length ? section("Columns", columnTable(id, node, frame?.choose)) : null,
    frame ? section("Lineage", frame.element) : null,
    tests.length ? section("Tests", resultTable(tests)) : null,
    parents.length ? section("Depends on", linkList(parents.sort(byTitle))) : null,
    children.length ? section("Referenced by", linkList(children.sort(byTitle))) : null,
    macros.length ? section("Macros", linkList(macros.sort(byTitle))) : null,
    codes.length ? section("Code", codeBox(codes)) : null,
    node.meta ? section("Meta", codeBox([["Meta", JSON.stringify(node.meta, null, 2)]])) : null,
  ];
}

const argumentTable = (list) => tableOf("", ["Argument", "Type", "Description"], list.map((one) =>
  el("tr", {}, el("td", {}, el("code", {}, one.name)), el("td", {}, one.type ?? ""),
    el("td", {}, one.description ? markdown(one.description) : ""))));

/** The drawing of a node's lineage with what chooses how far it goes. */
function lineageFrame(id) {
  const node = nodes.get(id);
  const depths = [["0", 0], ["1", 1], ["2", 2], ["3", 3], ["5", 5], ["all", Infinity]];
  const select = (label, value) => el("select", { "aria-label": label },
    depths.map(([name], index) => el("option", { value: index, selected: index === value }, name)));
  const upstream = select("Steps upstream", 2);
  const downstream = select("Steps downstream", 2);
  const traced = (node.columns ?? []).filter((column) =>
    column.from?.length || columnReaders.has(columnKey(id, column.name)));
  const column = el("select", { "aria-label": "Column" }, el("option", { value: "" }, "– none –"),
    traced.map((one) => el("option", { value: one.name }, one.name)));
  const canvas = el("div", { class: "canvas", tabindex: 0, role: "region",
    "aria-label": "Lineage drawing" });
  const note = el("span", { class: "legend", "aria-live": "polite" });
  let scale = 1;
  const zoom = (factor) => {
    const picture = canvas.firstElementChild;
    scale = factor === 0 ? Math.min(1, canvas.clientWidth / picture.viewBox.baseVal.width)
      : Math.min(3, Math.max(0.15, scale * factor));
    picture.setAttribute("width", picture.viewBox.baseVal.width * scale);
    picture.setAttribute("height", picture.viewBox.baseVal.height * scale);
  };
  const draw = () => {
    const result = column.value ? drawColumns(id, column.value)
      : drawNodes(id, depths[upstream.value][1], depths[downstream.value][1]);
    canvas.replaceChildren(result.picture);
    scale = 1;
    // What is only a little too wide is made to fit: words stay legible.
    const room = canvas.clientWidth / result.picture.viewBox.baseVal.width;
    if (room > 0.7 && room < 1) zoom(0);
    note.textContent = result.isWhole ? (column.value
      ? "solid: the same value · dashed: derived · dotted: aggregated" : "")
      : `the nearest ${result.count} are shown`;
    const current = canvas.querySelector(".current");
    const place = current?.transform.baseVal[0].matrix;
    if (place) canvas.scrollTo(place.e * scale - canvas.clientWidth / 2 + 80,
      place.f * scale - canvas.clientHeight / 2 + 20);
  };
  for (const control of [upstream, downstream, column]) control.addEventListener("change", draw);
  const button = (text, label, factor) =>
    el("button", { "aria-label": label, title: label, onclick: () => zoom(factor) }, text);
  const element = el("div", { class: "lineage" },
    el("div", { class: "tools" }, el("label", {}, "upstream", upstream),
      el("label", {}, "downstream", downstream),
      traced.length ? el("label", {}, "column", column) : null, button("−", "Smaller", 0.8),
      button("+", "Larger", 1.25), button("fit", "Fit the width", 0), note), canvas);
  return { element, draw, choose: (name) => {
    column.value = name;
    draw();
    element.scrollIntoView({ block: "start" });
    column.focus({ preventScroll: true });
  } };
}
