// The page: which view is shown, and the bar above it.
import { get, onToken, takeToken } from "./api.js";
import { alertText, applySettings, button, el, keepSettings, language, settings, t } from "./ui.js";
import { editor } from "./editor.js";
import { captioner } from "./captioner.js";
import { workList } from "./work_list.js";
import { dispatch, showHelp } from "./keys.js";
import { follow } from "./sight.js";

const main = document.getElementById("main"), bar = document.getElementById("bar");
// What the view puts there: its title, and what can be done in it.
const own = { title: el("div.title"), acts: el("div.own") }, tools = el("div.tools");
let leave = null, turn = 0;

function drawTools() {
  const name = el("input", { value: settings.by, size: 10, dir: "auto", ariaLabel: t("name"), maxLength: 60, onchange: () => { if (name.value.trim()) { settings.by = name.value.trim(); keepSettings(); } else name.value = settings.by; } });
  tools.replaceChildren(el("label", {}, `${t("name")} `, name),
    button(t("language"), () => { settings.language = language() === "ar" ? "en" : "ar"; keepSettings(); drawTools(); show(); }, { lang: language() === "ar" ? "en" : "ar" }),
    button(`? ${t("help")}`, showHelp));
}

async function show() {
  const mine = ++turn;
  leave?.();
  leave = null;
  alertText("");
  const [, view, id, part] = location.hash.slice(1).split("/");
  const one = part === "captions" ? captioner : editor;
  try {
    const left = view === "report" && /^\d+$/.test(id ?? "") ? await one(main, own, id) : await workList(main, own);
    if (mine === turn) leave = left; else left?.();
  } catch (error) {
    main.replaceChildren(el("p.alert", {}, error.status === 401 ? t("restarted") : error.message));
  }
}

bar.append(own.title, tools, own.acts);
// What sticks below the bar sticks below all of it.
new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0}px`)).observe(bar);
new ResizeObserver(follow).observe(main);
applySettings();
document.getElementById("skip").onclick = (event) => { event.preventDefault(); main.focus(); };
addEventListener("keydown", dispatch);
await takeToken();
const session = await get("/api/session").catch(() => null);
if (session && !settings.by) { settings.by = session.author; keepSettings(); }
drawTools();
addEventListener("hashchange", () => { if (/^#[0-9a-f]{32}/.test(location.hash)) { takeToken().then(show); } else show(); });
onToken(() => alertText(""));
await show();
