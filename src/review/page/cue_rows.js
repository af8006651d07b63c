// The list of captions: a row for each, whose text is edited where it stands.
import { button, el, foreign, t } from "./ui.js";
import { broken, linesOf, speed, told } from "./cue_limits.js";
import { reveal } from "./sight.js";

export const stamp = (ms) => {
  const two = (n) => String(n).padStart(2, "0"), s = Math.floor(ms / 1000);
  const hours = Math.floor(s / 3600);
  return `${hours ? `${hours}:` : ""}${two(Math.floor(s / 60) % 60)}:${two(s % 60)}.${String(Math.floor(ms % 1000)).padStart(3, "0")}`;
};

export class CueRow {
  constructor(cue, at, acts) {
    this.acts = acts;
    this.time = el("button.t", { type: "button", onclick: () => acts.play(this.at) });
    this.meter = el("bdi.meter", { dir: "ltr" });
    this.text = el("div.text", { role: "textbox", ariaMultiLine: "true", spellcheck: true });
    this.text.setAttribute("aria-describedby", "key-hint");
    this.breaches = el("p.breaches");
    this.mark = el("p.mark");
    this.speaker = el("p.speaker");
    this.node = el("section.cue", {}, el("div.side", {}, this.time, this.meter, this.speaker, this.mark), el("div.said", {}, this.text, this.breaches));
    this.update(cue, at);
  }

  // Never into a text that somebody is writing.
  update(cue, at) {
    const was = this.cue;
    this.cue = cue;
    this.at = at;
    this.node.dataset.cue = at;
    if (was === cue) return;
    const [start, end] = cue.span;
    this.time.replaceChildren(el("bdi", { dir: "ltr" }, stamp(start)));
    const label = `${t("cue")} ${stamp(start)}`;
    this.time.ariaLabel = `${t("play")} ${stamp(start)}`;
    this.node.ariaLabel = label;
    this.text.setAttribute("aria-label", label);
    this.text.lang = cue.language;
    this.text.dir = cue.dir;
    this.text.contentEditable = cue.is_sound ? "false" : "plaintext-only";
    this.text.setAttribute("aria-readonly", String(cue.is_sound));
    this.text.tabIndex = 0;
    this.node.classList.toggle("sound", cue.is_sound);
    this.lasts = end - start;
    this.speaker.replaceChildren(...cue.turns.filter((turn) => turn.label).map((turn) => foreign(turn.label, cue.language)));
    this.mark.textContent = cue.set.length ? t("by_hand") : "";
    // What somebody writes, or has the caret in, stays; it is sent as a change of what they saw.
    const isHere = document.activeElement === this.text;
    if (isHere && !this.from && was && was.text !== cue.text && !this.accepted) this.from = was;
    if (!isHere && !this.from) this.show();
    this.measure();
  }

  show() {
    this.from = null;
    this.accepted = null;
    if (this.written !== this.cue.text) this.text.textContent = this.cue.text;
  }

  // What stands in the row now, line by line.
  get written() {
    return this.text.textContent.split("\n").map((line) => line.replace(/\s+/g, " ").trim()).filter(Boolean).join("\n");
  }

  // The caption that was written in: somebody may have changed it since.
  get base() {
    return this.from ?? this.cue;
  }

  get isChanged() {
    return !this.base.is_sound && this.written !== this.base.text && this.written !== this.accepted;
  }

  wrote() {
    if (this.isChanged) this.from = this.base;
  }

  // The server has taken `text`: what was typed since goes on from there. Called before and after the row is updated.
  taken(text) {
    this.more = this.written !== text;
    this.accepted = text;
    this.from = this.more ? this.cue : null;
  }

  measure() {
    const limits = this.acts.limits(), lines = linesOf(this.written, this.cue.turns[0]?.label);
    const fast = speed(lines, this.lasts, limits);
    const found = this.isChanged ? broken(lines, this.lasts, limits) : this.cue.breaches;
    const open = found.filter((one) => !one.reason);
    this.meter.textContent = `${(this.lasts / 1000).toFixed(2)} s${fast === null ? "" : ` · ${fast.toFixed(limits.words_per_minute ? 0 : 1)}/${limits.words_per_minute ? "min" : "s"}`}`;
    this.node.classList.toggle("breaks", open.length > 0);
    const text = found.map((one) => `${told(one, limits)}${one.reason ? ` (${t("cannot_be_kept")})` : ""}`);
    this.breaches.replaceChildren(...text.map((one, at) => el(`span.badge.${found[at].reason ? "furniture" : "not"}`, {}, one)));
  }

  // How many words stand in front of the caret.
  caretWord() {
    const chosen = getSelection();
    if (!this.text.contains(chosen.anchorNode)) return 0;
    const before = document.createRange();
    before.setStart(this.text, 0);
    before.setEnd(chosen.anchorNode, chosen.anchorOffset);
    const text = before.toString();
    const count = text.split(/\s+/).filter(Boolean).length;
    // In the middle of a word the whole word goes along.
    return /\s$/.test(text) || !count ? count : count - (/^\S/.test(this.text.textContent.slice(text.length)) ? 1 : 0);
  }
}

export class CueRows {
  // `acts`: play(at), limits().
  constructor(cues, acts) {
    this.acts = acts;
    this.list = el("div.cues");
    this.node = el("section.rows", { id: "text", ariaLabel: t("captions"), tabIndex: -1 }, this.list);
    this.rows = [];
    this.splice(0, 0, cues);
  }

  // `gone` captions from `from` on are `cues` now: rows stay where they are, so that a focus does.
  splice(from, gone, cues) {
    const kept = Math.min(gone, cues.length);
    for (let at = 0; at < kept; at++) this.rows[from + at].update(cues[at], from + at);
    const made = cues.slice(kept).map((cue, at) => new CueRow(cue, from + kept + at, this.acts));
    const removed = this.rows.splice(from + kept, gone - kept, ...made);
    removed.forEach((row) => row.node.remove());
    const behind = this.rows[from + kept + made.length]?.node ?? null;
    made.forEach((row) => this.list.insertBefore(row.node, behind));
    for (let at = from + kept; at < this.rows.length; at++) this.rows[at].update(this.rows[at].cue, at);
  }

  at(node) {
    const found = node?.closest?.("[data-cue]");
    return found ? Number(found.dataset.cue) : -1;
  }

  measure() { this.rows.forEach((row) => row.measure()); }

  mark(selected) {
    this.list.querySelectorAll(".cue.on").forEach((node) => node.classList.remove("on"));
    this.rows[selected]?.node.classList.add("on");
  }

  reveal(at) {
    const { node } = this.rows[at] ?? {};
    if (node) reveal(node);
  }
}
