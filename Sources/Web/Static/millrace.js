"use strict";
// Keeps a page true while it is looked at, and lets it be used with the keyboard. Everything works
// without it: pages are whole as they come, and every action is a form.

const main = document.getElementById("main");

// Live pages: the server says that something changed, and the page is asked for again. What the
// visitor is doing is left alone: an open form, a selection, the place in a scrolled box.
if (main && main.dataset.live) {
  let isLoading = false;
  let isStale = false;
  const isBusy = () => {
    const focus = document.activeElement;
    const selection = getSelection();
    return document.hidden || (focus && main.contains(focus) && focus.matches("input, select, textarea"))
      || (selection && !selection.isCollapsed && main.contains(selection.anchorNode))
      || document.querySelector("dialog[open]");
  };
  const refresh = async () => {
    isStale = true;
    if (isLoading || isBusy()) return;
    isLoading = true;
    isStale = false;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("main");
      if (fresh && !isBusy()) replace(main, fresh);
    } finally {
      isLoading = false;
    }
  };
  const events = new EventSource(main.dataset.live);
  events.addEventListener("change", refresh);
  setInterval(() => { if (isStale) refresh(); }, 1000);
  addEventListener("visibilitychange", () => { if (isStale) refresh(); });
  addEventListener("pagehide", () => events.close());
}

// What a line leads to: by this it is the same line when the page is fresh.
function lineOf(line) {
  return line?.querySelector("th a, td.names a")?.getAttribute("href");
}

// Puts the fresh content in the place of the old, but keeps what is marked to be kept, the
// line that the keys have come to, and the focus.
function replace(old, fresh) {
  const focused = document.activeElement;
  const focus = focused && old.contains(focused) ? focused.getAttribute("href") : null;
  const here = lineOf(old.querySelector("tr.here"));
  const places = [...old.querySelectorAll(".scroll")].map(box => [box.scrollLeft, box.scrollTop]);
  for (const kept of old.querySelectorAll("[data-keep][data-follow]")) {
    const twin = kept.id && fresh.querySelector("#" + CSS.escape(kept.id));
    // The log of the next try takes the place of the one before.
    if (twin && (!twin.dataset.follow || attempt(twin) === attempt(kept))) twin.replaceWith(kept);
  }
  old.replaceChildren(...fresh.childNodes);
  follow();
  old.querySelectorAll(".scroll").forEach((box, i) => {
    if (places[i]) [box.scrollLeft, box.scrollTop] = places[i];
  });
  if (here) {
    [...old.querySelectorAll("tr[data-line]")].find(line => lineOf(line) === here)
      ?.classList.add("here");
  }
  if (focus) old.querySelector(`a[href="${CSS.escape(focus)}"]`)?.focus();
}

// A log that is still being written grows at its end: also one whose task began, or was tried
// again, while the page was looked at.
let followed = null;
function attempt(log) {
  return new URL(log.dataset.follow, location.href).searchParams.get("try");
}
function follow() {
  const log = document.querySelector("[data-follow]");
  if (log === followed?.log) return;
  followed?.lines.close();
  followed = null;
  if (!log) return;
  const lines = new EventSource(log.dataset.follow);
  followed = { log, lines };
  log.scrollTop = log.scrollHeight;
  lines.addEventListener("lines", event => {
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    for (const text of JSON.parse(event.data)) {
      const line = document.createElement("span");
      line.className = "line";
      line.textContent = text + "\n";
      log.append(line);
    }
    if (isAtEnd) log.scrollTop = log.scrollHeight;
  });
  lines.addEventListener("end", () => {
    lines.close();
    delete log.dataset.follow;
    if (followed?.log === log) followed = null;
  });
}
follow();
addEventListener("pagehide", () => followed?.lines.close());

// What cannot be taken back is asked about first.
addEventListener("submit", event => {
  const question = event.target.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
});

// Keys: `/` filters, `g` and a letter goes somewhere, `j` and `k` go along the lines.
let isGoing = false;
const places = { o: "/", d: "/dags", r: "/runs", a: "/assets" };
addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, select, textarea")) return;
  if (document.querySelector("dialog[open]")) return;
  const lines = [...document.querySelectorAll("tr[data-line]")];
  const at = lines.findIndex(line => line.classList.contains("here"));
  const go = to => {
    if (!lines[to]) return;
    lines[at]?.classList.remove("here");
    lines[to].classList.add("here");
    lines[to].scrollIntoView({ block: "nearest" });
  };
  if (isGoing) {
    isGoing = false;
    if (places[event.key]) location.assign(places[event.key]);
  } else if (event.key === "g") {
    isGoing = true;
    setTimeout(() => { isGoing = false; }, 1000);
  } else if (event.key === "/") {
    const field = document.querySelector("input[type=search]");
    if (field) { event.preventDefault(); field.focus(); field.select(); }
  } else if (event.key === "?") {
    document.getElementById("keys")?.showModal();
  } else if (event.key === "j") {
    go(at + 1);
  } else if (event.key === "k") {
    go(at - 1);
  } else if (event.key === "Enter" && at >= 0 && !event.target.closest("a, button, summary")) {
    lines[at].querySelector("th a, td.names a")?.click();
  }
});
