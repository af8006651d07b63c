// The list of findings: pick one, listen, decide. Decided ones are kept below.
import { button, CLASSES, el, foreign, kindName, language, settings, t, timeText } from "./ui.js";

export class Findings {
  // `acts`: listen(finding), canListen(finding), decide(finding, verdict, note), correct(finding), picked(finding).
  constructor(report, acts) {
    this.lang = report.language;
    this.dir = report.dir;
    this.acts = acts;
    this.hidden = new Set();
    this.picked = null;
    this.all = [];
    this.decided = [];
    this.heading = el("h2", { id: "findings-title" });
    this.filter = el("fieldset.tools");
    this.kinds = el("summary");
    this.list = el("ul.findings", { role: "list" });
    this.rest = el("div");
    this.node = el("aside.panel", { id: "findings", ariaLabel: t("findings") }, this.heading, this.filters = el("details.filters", {}, this.kinds, this.filter), this.list, this.rest);
    this.list.addEventListener("keydown", (event) => this.arrows(event));
  }

  tell({ findings, decided, orphans, article_language, article_dir }) {
    Object.assign(this, { all: findings, decided, orphans });
    this.printed = { lang: article_language ?? this.lang, dir: article_dir ?? this.dir };
    this.draw();
  }

  get shown() {
    return this.all.filter((finding) => !this.hidden.has(finding.kind));
  }

  find(key) {
    return [...this.all, ...this.decided].find((finding) => finding.key === key);
  }

  draw() {
    // A note that is being written stays; what came in the meantime is drawn after it.
    if (this.writing?.isConnected) return;
    const focused = document.activeElement?.closest?.("[data-finding]")?.dataset.finding;
    const open = this.all.filter((finding) => !finding.is_note);
    this.heading.replaceChildren(`${t("findings")} (`, el("bdi", {}, String(open.length)), ")");
    this.drawFilter();
    if (!this.shown.some((finding) => finding.key === this.picked)) this.picked = this.shown[0]?.key ?? null;
    this.list.replaceChildren(...this.shown.map((finding) => this.item(finding)));
    const below = [];
    if (!this.all.length) below.push(el("p.soft", {}, t("no_findings")));
    if (this.decided.length) {
      below.push(el("details", { open: this.showsDecided, ontoggle: (event) => { this.showsDecided = event.target.open; } },
        el("summary", {}, `${t("decided")} (`, el("bdi", {}, String(this.decided.length)), ")"),
        el("ul.findings", { role: "list" }, ...this.decided.map((finding) => this.item(finding)))));
    }
    if (this.orphans?.length) below.push(el("details", {}, el("summary", {}, t("orphans")), el("ul", {}, ...this.orphans.map((decision) => el("li", {}, this.verdict(decision), " ", foreign(decision.published || decision.heard || "", this.lang))))));
    this.rest.replaceChildren(...below);
    if (focused) this.focus(focused);
  }

  drawFilter() {
    const counts = new Map();
    this.all.forEach(({ kind }) => counts.set(kind, (counts.get(kind) || 0) + 1));
    const shown = [...counts.keys()].filter((kind) => !this.hidden.has(kind)).length;
    this.kinds.replaceChildren(`${t("filter")} `, el("bdi", { dir: "ltr" }, `${shown}/${counts.size}`));
    this.filter.replaceChildren(el("legend.hidden", {}, t("filter")), ...[...counts].map(([kind, count]) => {
      const box = el("input", { type: "checkbox", checked: !this.hidden.has(kind), onchange: () => { if (box.checked) this.hidden.delete(kind); else this.hidden.add(kind); this.draw(); this.acts.filtered(); } });
      return el("label", {}, box, `${kindName(kind)} (`, el("bdi", {}, String(count)), ")");
    }));
    this.filters.hidden = counts.size < 2;
  }

  verdict(decision) {
    const said = { article: t("article_right"), speech: t("speech_right"), note: t("note"), open: t("undecided") }[decision.verdict];
    return el("span", {}, `${said} (`, foreign(decision.author), ")", decision.note ? ": " : "", decision.note ? foreign(decision.note) : null);
  }

  item(finding) {
    const isPicked = finding.key === this.picked;
    const heardIn = finding.heard_language ? { lang: finding.heard_language, dir: finding.heard_dir } : { lang: this.lang, dir: this.dir };
    const quote = (text, way) => el("span.quote", way, text), part = (text, way) => el("bdi", way, text);
    const lines = finding.changes.slice(0, finding.places.length ? 1 : 6).map(([, published, said]) => el("span.change", {},
      published ? el("del", {}, part(published, this.printed)) : null, published && said ? el("span.swap-to", {}) : null,
      said ? el("ins", {}, part(said, heardIn)) : null));
    if (!lines.length) lines.push(finding.published ? quote(finding.published, this.printed) : quote(finding.heard || "", heardIn));
    if (finding.heard_language && finding.published && finding.heard) lines.push(quote(finding.heard, heardIn));
    const pick = el("button.pick", { type: "button", ariaCurrent: isPicked ? "true" : null, tabIndex: isPicked ? 0 : -1, onclick: () => this.pick(finding.key, true) },
      el(`span.badge.${CLASSES[finding.kind] || "furniture"}`, {}, kindName(finding.kind)), " ",
      finding.span ? timeText(finding.span[0]) : null, ...lines);
    const reason = finding.reason ? el("p.remark", {}, finding.reason[language() === "ar" ? 1 : 0]) : null;
    const decision = finding.decision ? el("p.remark", {}, this.verdict(finding.decision), finding.decision.to_confirm ? el("br", {}) : null, finding.decision.to_confirm ? t("confirm") : null) : null;
    return el(`li.finding${isPicked ? ".on" : ""}`, { dataset: { finding: finding.key, kind: finding.kind } }, pick, reason, decision, isPicked ? this.buttons(finding) : null);
  }

  buttons(finding) {
    const isDecided = this.decided.includes(finding);
    const note = () => this.note(finding);
    const acts = [button(t(finding.span ? "listen" : "listen_around"), () => this.acts.listen(finding), { disabled: !this.acts.canListen(finding) })];
    if (isDecided) acts.push(button(t("reopen"), () => this.acts.decide(finding, "open")));
    else acts.push(button(t("article_right"), () => this.acts.decide(finding, "article")), button(t("speech_right"), () => this.acts.decide(finding, "speech")),
      button(t("correct"), () => this.acts.correct(finding)), button(t("note"), note));
    return el("div.acts", {}, ...acts);
  }

  note(finding) {
    const place = this.list.querySelector(`[data-finding="${finding.key}"] .acts`);
    if (!place || place.querySelector("textarea")) return;
    const text = el("textarea", { rows: 2, ariaLabel: t("note_label"), dir: "auto", value: finding.decision?.note || "" });
    const done = () => { this.writing.remove(); this.draw(); this.focus(finding.key); };
    // The finding may have been read anew since.
    const save = () => { const written = text.value; done(); this.acts.decide(this.find(finding.key) ?? finding, "note", written); };
    text.onkeydown = (event) => {
      if (event.key === "Escape") { event.stopPropagation(); event.preventDefault(); done(); }
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); event.stopPropagation(); save(); }
    };
    this.writing = el("span.note", {}, text, button(t("save"), save));
    place.append(this.writing);
    text.focus();
  }

  pick(key, listens) {
    this.picked = key;
    this.draw();
    this.focus(key);
    const finding = this.find(key);
    if (!finding) return;
    this.acts.picked(finding);
    if (listens) this.acts.listen(finding);
  }

  focus(key) {
    this.node.querySelector(`[data-finding="${key}"] .pick`)?.focus({ preventScroll: false });
  }

  // Up and down, Home and End: one stop for the tab key.
  arrows(event) {
    const shown = this.shown, at = shown.findIndex((finding) => finding.key === this.picked);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.target.tagName === "TEXTAREA" || !shown[to]) return;
    event.preventDefault();
    this.pick(shown[to].key, false);
  }

  // The next one in a direction; whether there is one.
  step(by, listens = true) {
    const shown = this.shown;
    if (!shown.length) return false;
    const at = shown.findIndex((finding) => finding.key === this.picked);
    const isOn = document.activeElement?.closest?.("[data-finding]") || this.walked;
    const to = isOn || by < 0 ? (at + by + shown.length) % shown.length : Math.max(0, at);
    this.walked = true;
    this.pick(shown[to].key, listens);
    return true;
  }

  // Takes a decision in at once; it is read anew when the server tells.
  settle(finding, verdict, note) {
    const shown = this.shown, at = shown.indexOf(finding);
    const next = shown[at + 1] || shown[at - 1] || null;
    finding.decision = { ...(finding.decision || {}), verdict, note, author: settings.by, to_confirm: false };
    if (verdict === "article" || verdict === "speech") {
      this.all = this.all.filter((other) => other !== finding);
      this.decided = [...this.decided, finding];
      this.picked = next?.key ?? null;
    } else if (verdict === "open") {
      finding.decision = null;
      this.decided = this.decided.filter((other) => other !== finding);
      this.all = [finding, ...this.all];
      this.picked = finding.key;
    }
    this.draw();
    return next;
  }
}

