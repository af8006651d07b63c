// Beside the list: the caption as a player shows it, what can be done to the chosen one, and all that is set by hand.
import { button, el, foreign, t } from "./ui.js";
import { stamp } from "./cue_rows.js";

// 1:02.345, 62.345 or 62,345 in milliseconds; null of anything else.
export function moment(text) {
  const found = /^(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,6})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!found) return null;
  const [, hours = 0, minutes = 0, seconds, part = "0"] = found;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(part.padEnd(3, "0"));
}

export class CuePanel {
  // `acts`: nudge(edge, by), setTo(edge, ms), here(edge), split(), join(), take(wording), reset(), drop(setting), go(setting).
  constructor(acts) {
    this.acts = acts;
    this.shown = el("div.shown", { ariaHidden: "true" });
    this.fields = { start: this.field("start"), end: this.field("end") };
    this.heading = el("h2");
    const tool = (name, act) => button(t(name), act);
    this.tools = el("div.tools", {}, this.split = tool("split", acts.split), this.join = tool("join", acts.join),
      this.article = tool("take_article", () => acts.take("article")), this.speech = tool("take_speech", () => acts.take("speech")), this.reset = tool("as_made", acts.reset));
    this.others = el("div.wordings");
    this.list = el("div.set-by-hand");
    this.node = el("aside.panel", { id: "cue", ariaLabel: t("chosen") }, el("div.picture", { dir: "ltr" }, this.shown), this.heading, ...Object.values(this.fields).map((one) => one.node), this.tools, this.others, this.list);
  }

  field(edge) {
    const input = el("input", { size: 10, inputMode: "decimal", dir: "ltr", ariaLabel: t(`edge_${edge}`), maxLength: 16, onchange: () => { const ms = moment(input.value); if (ms === null) this.show(this.cue); else this.acts.setTo(edge, ms); } });
    const step = (by) => button(by > 0 ? `+${by}` : `−${-by}`, () => this.acts.nudge(edge, by), { ariaLabel: `${t(`edge_${edge}`)} ${by > 0 ? "+" : "−"}${Math.abs(by)} ms` });
    const here = button(t("here"), () => this.acts.here(edge), { ariaLabel: `${t(`edge_${edge}`)}: ${t("here")}` });
    return { input, node: el("div.field", {}, el("span", { ariaHidden: "true" }, t(`edge_${edge}`)), el("span.steps", { dir: "ltr" }, step(-100), step(-10), input, step(10), step(100)), here) };
  }

  // The chosen caption.
  show(cue, isLast) {
    this.cue = cue;
    const can = cue && !cue.is_sound;
    this.heading.replaceChildren(t("chosen"), ...(cue ? [" ", el("bdi", { dir: "ltr" }, stamp(cue.span[0]))] : []));
    for (const [at, one] of Object.values(this.fields).entries()) {
      one.input.value = cue ? stamp(cue.span[at]) : "";
      one.node.querySelectorAll("button, input").forEach((node) => { node.disabled = !can; });
    }
    this.split.disabled = !can;
    this.join.disabled = !can || isLast;
    this.reset.disabled = !cue?.set.length;
    const other = (wording) => can && cue[wording] && cue[wording] !== cue.text.replaceAll("\n", " ");
    this.article.disabled = !other("article");
    this.speech.disabled = !other("speech");
    const wording = (name) => other(name) ? [el("p.soft", {}, `${t(name)}: `, foreign(cue[name], cue.language))] : [];
    this.others.replaceChildren(...wording("article"), ...wording("speech"));
  }

  times(span) {
    this.fields.start.input.value = stamp(span[0]);
    this.fields.end.input.value = stamp(span[1]);
  }

  // What a player shows at this moment.
  picture(cue) {
    if (this.pictured === cue) return;
    this.pictured = cue;
    this.shown.lang = cue?.language ?? "";
    this.shown.dir = cue?.dir ?? "ltr";
    const lines = cue ? cue.turns.flatMap((turn) => turn.lines.map((line, at) => (at || !turn.label ? line : `${turn.label} ${line}`))) : [];
    this.shown.replaceChildren(...lines.map((line) => el("p", {}, el("span", {}, line))));
  }

  // All that is set: what is not there any more stands first.
  settings(all) {
    const weight = { gone: 0, to_confirm: 1, applied: 2, unused: 3 };
    const lost = all.filter((one) => one.standing === "gone" || one.standing === "to_confirm").length;
    const entry = (one) => {
      const what = one.kind === "text" ? foreign((one.text || "").replaceAll("\n", " ")) : t(`set_${one.kind}`);
      return el("li", {}, el(`span.badge.${one.standing === "gone" ? "not" : one.standing === "to_confirm" ? "partly" : "furniture"}`, {}, t(`standing_${one.standing}`)), " ",
        el("bdi", { dir: "ltr" }, stamp(one.span[0])), " ", what, " · ", foreign(one.words), " · ", foreign(one.author), " ",
        one.standing === "gone" ? null : button(t("go"), () => this.acts.go(one)), " ", button(t("take_away"), () => this.acts.drop(one)));
    };
    const sorted = [...all].sort((a, b) => weight[a.standing] - weight[b.standing] || a.span[0] - b.span[0]);
    const open = this.list.querySelector("details")?.open ?? false;
    this.list.replaceChildren(...(all.length ? [el("details", { open: open || lost > 0 }, el("summary", {}, `${t("set_by_hand")} (`, el("bdi", {}, String(all.length)), ")"), el("ul", {}, ...sorted.map(entry)))] : []));
  }
}
