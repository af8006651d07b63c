// The list of all reports: what is to be done, the heaviest first.
import { get, listen } from "./api.js";
import { alertText, clock, el, foreign, t } from "./ui.js";
import { useActions, showHelp } from "./keys.js";

export async function workList(main, bar) {
  document.title = `${t("list")} – rawi`;
  bar.title.replaceChildren(el("h1", {}, t("list")));
  bar.acts.replaceChildren();
  main.replaceChildren(el("p.soft", { role: "status" }, t("loading")));
  let reports = await get("/api/reports");
  const search = el("input", { type: "search", ariaLabel: t("search"), placeholder: t("search"), dir: "auto" });
  const states = el("select", { ariaLabel: t("state") }, ...["", ...STATES].map((name) => el("option", { value: name }, name ? t(name) : t("all"))));
  const body = el("tbody");
  const empty = el("p.soft", { hidden: true });
  const column = (name) => el(SPARED.includes(name) ? "th.spared" : "th", { scope: "col" }, t(name));
  const table = el("table.list", {}, el("caption.hidden", {}, t("list")), el("thead", {}, el("tr", {}, ...["report", "lang", "date", "length", "meaning", "wording", "not_said", "decided", "state"].map(column))), body);
  const draw = () => {
    const wish = search.value.trim().toLocaleLowerCase();
    const shown = reports.filter((row) => (!states.value || state(row) === states.value) && (!wish || `${row.title} ${row.slug} ${row.date ?? ""} ${row.programme ?? ""} ${row.reporter ?? ""}`.toLocaleLowerCase().includes(wish)));
    shown.sort((a, b) => weight(b) - weight(a) || (b.date ?? "").localeCompare(a.date ?? "") || b.id - a.id);
    body.replaceChildren(...shown.map(row));
    table.hidden = !shown.length;
    empty.hidden = shown.length > 0;
    empty.textContent = reports.length ? t("no_match") : t("none_yet");
  };
  search.oninput = states.onchange = draw;
  main.replaceChildren(el("div.tools", { role: "search" }, search, states), el("div.scroll", {}, table), empty);
  draw();
  body.addEventListener("keydown", (event) => {
    const links = [...body.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined || !links[to]) return;
    event.preventDefault();
    links[to].focus();
  });
  body.querySelector("a")?.focus();
  useActions({ help: showHelp, part: () => { body.querySelector("a")?.focus(); } });
  return listen(async (event) => {
    if (!["aligned", "decision", "status"].includes(event.type)) return;
    const focused = document.activeElement?.getAttribute?.("href");
    reports = await get("/api/reports").catch(() => reports);
    draw();
    if (focused) body.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }, (state) => alertText(state === "away" ? t("offline") : state === "restarted" ? t("restarted") : ""));
}

// What a narrow window has no room for.
const SPARED = ["lang", "date", "length", "wording", "decided"];
const STATES = ["new", "transcribed", "aligned", "reviewed", "approved", "reopened", "refused"];
const state = (row) => row.pair === "refused" ? "refused" : row.reopened ? "reopened" : row.status;
const weight = (row) => 100 * (row.meaning_changes ?? 0) + 10 * row.not_spoken + (row.wording_changes ?? 0);

function row(report) {
  const number = (value, name = "td.number") => el(name, {}, el("bdi", {}, value === null || value === undefined ? "–" : String(value)));
  return el("tr", {}, el("th", { scope: "row" }, el("a", { href: `#/report/${report.id}` }, foreign(report.title, report.language))),
    el("td.spared", {}, report.language ?? "–"), el("td.spared", {}, el("bdi", { dir: "ltr" }, report.date ?? "–")),
    el("td.spared", {}, el("bdi", { dir: "ltr" }, report.duration_ms ? clock(report.duration_ms) : "–")),
    number(report.meaning_changes), number(report.wording_changes, "td.number.spared"), number(report.not_spoken), number(report.decided, "td.number.spared"), el("td", {}, t(state(report))));
}

