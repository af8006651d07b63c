// The captioner's view of one report: captions as a list, on a picture and on the sound; cut, worded and timed by hand.
import { get, listen } from "./api.js";
import { alertText, button, el, foreign, heading, keepSettings, settings, t } from "./ui.js";
import { Approval } from "./approval.js";
import { CueEdges } from "./cue_edges.js";
import { CuePanel } from "./cue_panel.js";
import { CueRows } from "./cue_rows.js";
import { CueSaving } from "./cue_saving.js";
import { Player } from "./player.js";
import { Transport } from "./transport.js";
import { Wave } from "./wave.js";
import { showHelp, useActions } from "./keys.js";

const PAUSE = 1200;

class Captioner {
  constructor(id, report, data) {
    Object.assign(this, { id, report, data, chosen: 0 });
    this.player = new Player((what) => this.heard(what));
    this.wave = new Wave(this.player, report.duration_ms);
    this.edges = new CueEdges(this.wave, { moving: (span) => this.panel.times(span), moved: (cue, edge, ms) => this.move(cue, edge, ms), waits: (is) => this.saving.waits(is) });
    this.transport = new Transport(id, this.player, this.wave, report.duration_ms);
    this.transport.onLoop = () => this.player.repeat(!this.player.repeats, this.player.loop ?? this.cue?.span);
    this.saving = new CueSaving(id, (event) => this.told(event));
    this.rows = new CueRows(data.cues, { play: (at) => this.play(at), limits: () => this.data.limits });
    this.panel = new CuePanel({ nudge: (edge, by) => this.nudge(edge, by), setTo: (edge, ms) => this.move(this.cue, edge, ms), here: (edge) => this.here(edge), split: () => this.split(), join: () => this.join(),
      take: (wording) => this.take(wording), reset: () => this.step("reset"), drop: (set) => this.saving.send(() => ({ act: "drop", slot: set.slot, revision: set.revision, preset: this.data.preset })), go: (set) => this.go(set.span[0]) });
    this.approval = new Approval(id, { status: () => this.report.status, files: () => this.report.files, alignment: () => this.report.told.alignment, captions: () => this.data.edit, flush: () => this.flush(),
      decided: (status, files) => { Object.assign(this.report, { status, files }); }, readAnew: () => this.readAnew() });
  }

  get cue() { return this.data.cues[this.chosen]; }

  show(main, bar) {
    const { report } = this.report;
    document.title = `${t("captions")}: ${report.title} – rawi`;
    this.status = el("span.status", { role: "status" });
    bar.title.replaceChildren(...heading(report.title, this.report.language));
    bar.acts.replaceChildren(el("a.view", { href: `#/report/${this.id}` }, t("text")), this.status,
      button(t("undo"), () => this.undo(false)), button(t("redo"), () => this.undo(true)), this.approval.node);
    this.preset = el("select", { onchange: () => this.within(this.preset.value) }, ...this.data.presets.map((name) => el("option", { value: name, selected: name === this.data.preset }, name)));
    this.count = el("span.soft");
    this.conflict = el("div");
    const tools = el("div.tools", {}, el("label", {}, `${t("limits")} `, this.preset), button(t("next_breach"), () => this.breach(1)), this.count);
    main.replaceChildren(el("p.hidden", { id: "key-hint" }, t("cue_hint")), tools, this.conflict, el("div.editor.captioner", {}, this.panel.node, this.rows.node), this.transport.node);
    document.body.classList.add("has-transport");
    this.attend();
    this.tellAll();
    this.restore();
    useActions(this.actions());
    this.transport.load().catch((error) => alertText(error.message));
    this.stop = listen((event) => this.happened(event), (state) => this.connection(state));
    this.rows.rows[0]?.time.focus({ preventScroll: true });
  }

  attend() {
    const { node } = this.rows;
    this.ended = new AbortController();
    node.addEventListener("focusin", (event) => { const at = this.rows.at(event.target); if (at >= 0) this.choose(at); });
    node.addEventListener("focusout", (event) => { const row = this.rows.rows[this.rows.at(event.target)]; if (row && event.target === row.text) this.left(row); });
    const typed = (event) => {
      const row = this.rows.rows[this.rows.at(event.target)];
      if (!row) return;
      // What is being composed is no text yet: it is kept here, and sent once it is one.
      row.isComposing = event.type === "input" && event.isComposing;
      row.wrote();
      row.measure();
      if (row.isChanged) this.saving.wrote(row.base, row.written); else this.saving.forget(row.base.id);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(row), PAUSE);
    };
    node.addEventListener("input", typed);
    node.addEventListener("compositionend", typed);
    addEventListener("visibilitychange", () => { if (document.hidden) this.flush(); }, { signal: this.ended.signal });
    addEventListener("beforeunload", (event) => { this.flush(); if (this.saving.texts.size) event.preventDefault(); }, { signal: this.ended.signal });
  }

  left(row) {
    row.isComposing = false;
    if (row.isChanged) this.send(row); else row.show();
  }

  send(row) {
    clearTimeout(this.timer);
    return this.saving.send(() => row.isChanged && !row.isComposing && row.node.isConnected && !row.stale
      ? { act: "rewrite", cue: row.base.id, text: row.written, wording: "hand", preset: this.data.preset } : null);
  }

  async flush() {
    this.edges.flush();
    for (const row of this.rows.rows) if (row.isChanged) this.send(row);
    await this.saving.queue;
  }

  // What was written before and never confirmed: into the caption that it was written in, else it is told.
  restore() {
    for (const [id, entry] of this.saving.texts) {
      const row = this.rows.rows.find(({ cue }) => cue.id === id);
      if (row) { row.text.textContent = entry.text; row.wrote(); row.measure(); this.send(row); } else this.clash(id, entry, null);
    }
    this.told({ type: "state" });
  }

  // My text, and a caption that is another by now: I say where it goes.
  clash(id, entry, by) {
    this.saving.conflict = true;
    const row = this.rows.rows.find(({ cue }) => cue.span[0] < entry.span[1] && cue.span[1] > entry.span[0]) ?? this.rows.rows.at(-1);
    const done = () => { this.conflict.replaceChildren(); this.saving.conflict = false; this.saving.forget(id); };
    const mine = () => { done(); if (!row) return; row.stale = false; row.from = null; row.text.textContent = entry.text; row.wrote(); row.measure(); this.saving.wrote(row.base, row.written); this.send(row); row.text.focus(); };
    const theirs = () => { done(); if (row) { row.stale = false; row.from = null; row.show(); row.measure(); row.text.focus(); } };
    this.conflict.replaceChildren(el("div.conflict", {}, el("p", {}, by ? foreign(by) : "", " ", t("cue_changed")), el("p.theirs", { dir: "auto" }, row?.cue.text ?? ""), el("p.theirs", { dir: "auto" }, entry.text), button(t("keep_mine"), mine), button(t("take_theirs"), theirs)));
    this.told({ type: "state" });
  }

  // What became of a step.
  told(event) {
    const { what } = event;
    if (event.type === "kept") this.kept(event);
    if (event.type === "refused") alertText(event.text);
    if (event.type === "stale") this.stale(what, event.by);
    if (event.type === "away" && what.act !== "rewrite") { alertText(t("not_done")); this.tellAll(); }
    if (event.type === "nothing" && ["undo", "redo"].includes(what.act)) { this.status.textContent = t("nothing"); delete this.status.dataset.state; return; }
    if (!this.status) return;
    const names = { saved: t("saved"), saving: t("saving"), unsaved: t("unsaved"), conflict: t("conflicting"), offline: t("unsaved") };
    const { state } = this.saving;
    if (this.status.dataset.state !== state) { this.status.dataset.state = state; this.status.textContent = names[state]; }
  }

  kept({ before, state, from, gone, cues, settings: set, edit, what }) {
    const row = what.act === "rewrite" ? this.rows.rows.find(({ base }) => base.id === what.cue) : null;
    if (row && what.wording === "hand") row.taken(what.text); else if (row) row.from = null;
    if (before !== this.data.state) { this.readAnew(); return; }
    this.data.cues.splice(from, gone, ...cues);
    Object.assign(this.data, { state, settings: set, edit });
    this.rows.splice(from, gone, cues);
    if (row?.more && what.wording === "hand") { row.taken(what.text); this.saving.wrote(row.base, row.written); }
    if (what.act === "split") this.rows.rows[from + 1]?.text.focus();
    if (["undo", "redo", "drop"].includes(what.act)) this.rows.reveal(from);
    if (this.chosen >= this.data.cues.length) this.chosen = Math.max(0, this.data.cues.length - 1);
    this.tellAll();
  }

  async stale(what, by) {
    const entry = what.act === "rewrite" ? this.saving.texts.get(what.cue) : null;
    const row = this.rows.rows.find(({ base }) => base.id === what.cue);
    if (row && entry) { row.stale = true; row.from = null; }
    await this.readAnew();
    if (entry) this.clash(what.cue, entry, by); else alertText(`${by ?? ""} ${t("cue_changed")}`);
  }

  async readAnew() {
    if (this.reading) { this.again = true; return; }
    this.reading = true;
    try {
      const [told, data] = await Promise.all([get(`/api/reports/${this.id}/told`), get(`/api/reports/${this.id}/cues/${this.data.preset}`)]);
      Object.assign(this.report, { status: told.status, files: told.files, told });
      if (!data.refused && data.state !== this.data.state) this.replace(data);
    } catch { /* The next event brings it. */ }
    this.reading = false;
    this.approval.draw();
    if (this.again) { this.again = false; await this.readAnew(); }
  }

  replace(data) {
    const old = this.data.cues, same = (a, b) => a && b && a.id === b.id && JSON.stringify(a) === JSON.stringify(b);
    let from = 0, tail = 0;
    while (same(old[from], data.cues[from])) from += 1;
    while (tail < Math.min(old.length, data.cues.length) - from && same(old.at(-1 - tail), data.cues.at(-1 - tail))) tail += 1;
    this.data = data;
    this.rows.splice(from, old.length - from - tail, data.cues.slice(from, data.cues.length - tail));
    this.chosen = Math.min(this.chosen, Math.max(0, data.cues.length - 1));
    this.tellAll();
  }

  async within(preset) {
    await this.flush();
    settings.preset = preset;
    keepSettings();
    const data = await get(`/api/reports/${this.id}/cues/${preset}`).catch((error) => { alertText(error.message); return null; });
    if (!data || data.refused) return;
    this.replace(data);
    this.rows.measure();
  }

  tellAll() {
    this.rows.node.dataset.preset = this.data.preset;
    this.choose(this.chosen);
    this.panel.settings(this.data.settings);
    const broken = this.data.cues.filter((cue) => cue.breaches.some((one) => !one.reason)).length;
    this.count.replaceChildren(el("bdi", {}, String(this.data.cues.length)), ` ${t("captions")} · `, el("bdi", {}, String(broken)), ` ${t("with_breaches")}`);
    this.wave.tell(this.report.told.timeline, this.report.told.sounds, []);
    this.heard();
  }

  choose(at) {
    this.chosen = at;
    this.rows.mark(at);
    this.panel.show(this.cue, !this.data.cues[at + 1] || this.data.cues[at + 1].is_sound);
    const near = this.data.cues.slice(Math.max(0, at - 1), at + 2);
    this.edges.tell(this.data.cues, at, [...new Set(near.flatMap((cue) => cue.words.flatMap(([, start, end]) => [start, end])))].sort((a, b) => a - b));
    if (this.player.playing) return;
    this.panel.picture(this.cue);
    if (this.cue) this.wave.reveal(this.cue.span);
  }

  play(at) {
    this.choose(at);
    const span = this.cue?.span;
    if (span) this.player.play(span[0], span[1]);
  }

  heard(what) {
    if (!this.panel || !this.transport) return;
    if (what === "state") this.transport.state();
    this.transport.tick();
    if (!this.player.playing) { this.panel.picture(this.cue); return; }
    const { ms } = this.player;
    this.panel.picture(this.data.cues.find(({ span }) => span[0] <= ms && ms < span[1]) ?? null);
  }

  go(ms) {
    const at = this.data.cues.findIndex(({ span }) => span[1] > ms);
    this.focus(at < 0 ? this.data.cues.length - 1 : at);
  }

  focus(at, text = false) {
    const row = this.rows.rows[at];
    if (!row) return false;
    this.rows.reveal(at);
    (text ? row.text : row.time).focus({ preventScroll: true });
    return true;
  }

  // Does something to the chosen caption, once what was written is sent.
  step(act, more = () => ({})) {
    const row = this.rows.rows[this.chosen];
    if (!row) return Promise.resolve();
    if (row.isChanged) this.send(row);
    return this.saving.send(() => (row.node.isConnected ? { act, cue: row.cue.id, preset: this.data.preset, ...more(row) } : null));
  }

  split() {
    const row = this.rows.rows[this.chosen], word = row?.caretWord() ?? 0;
    // Without a caret in it: in the middle.
    return this.step("split", (row) => ({ word: word || Math.ceil(row.cue.words.length / 2) }));
  }

  join() {
    return this.step("join", (row) => ({ with: this.data.cues[row.at + 1]?.id ?? "" }));
  }

  take(wording) {
    const text = this.cue?.[wording];
    return text ? this.step("rewrite", () => ({ text, wording })) : null;
  }

  move(cue, edge, ms) {
    const row = this.rows.rows.find((one) => one.cue === cue);
    if (!row) return;
    this.saving.send(() => (row.node.isConnected ? { act: "move", cue: row.cue.id, edge, to_ms: Math.max(0, Math.round(ms)), preset: this.data.preset } : null));
  }

  nudge(edge, by) {
    if (!this.edges.span || !this.edges.isSet) return;
    this.edges.set(edge, this.edges.span[edge === "start" ? 0 : 1] + by);
    this.edges.due(edge);
  }

  here(edge) {
    if (this.edges.isSet) this.move(this.cue, edge, this.player.ms);
  }

  undo(again) {
    this.flush();
    return this.saving.send(() => ({ act: again ? "redo" : "undo", preset: this.data.preset }));
  }

  // The next caption that breaks a limit.
  breach(by) {
    const { cues } = this.data;
    for (let n = 1; n <= cues.length; n++) {
      const at = (this.chosen + by * n + cues.length * n) % cues.length;
      if (cues[at].breaches.some((one) => !one.reason)) { this.focus(at); this.play(at); return true; }
    }
    return false;
  }

  happened(event) {
    if (["aligned", "cues", "decision", "status"].includes(event.type) && event.report === Number(this.id)) this.readAnew();
    if (event.type === "sound" && event.report === Number(this.id)) this.transport.load().catch(() => {});
  }

  connection(state) {
    alertText(state === "away" ? t("offline") : state === "restarted" ? t("restarted") : "");
    const wasAway = this.saving.away;
    this.saving.away = state !== "here";
    this.told({ type: "state" });
    if (state === "here" && wasAway) { this.readAnew().then(() => this.flush()); }
  }

  actions() {
    const { player } = this, isRow = (event) => !event.target.closest?.(".text");
    return {
      play: () => player.toggle(), back: () => player.jump(-3000), on: () => player.jump(3000), back10: () => player.jump(-10000), on10: () => player.jump(10000),
      again: () => this.play(this.chosen), slower: () => player.rate(-1), faster: () => player.rate(1), loop: () => this.transport.onLoop(),
      nextFinding: () => this.breach(1), lastFinding: () => this.breach(-1), part: () => this.part(),
      nextSegment: (event) => this.focus(this.chosen + 1, !isRow(event)), lastSegment: (event) => this.focus(this.chosen - 1, !isRow(event)),
      nextCue: () => this.focus(this.chosen + 1), lastCue: () => this.focus(this.chosen - 1), write: () => this.focus(this.chosen, true),
      approve: () => { this.approval.decide("approved"); }, accept: () => { this.flush(); return this.focus(this.chosen + 1, true); },
      split: () => { this.split(); }, join: () => { this.join(); }, takeArticle: () => { this.take("article"); }, takeSpeech: () => { this.take("speech"); }, asMade: () => { this.step("reset"); },
      startHere: () => this.here("start"), endHere: () => this.here("end"),
      leave: (event) => { const at = this.rows.at(event.target); if (at < 0) return false; this.rows.rows[at].time.focus(); return true; },
      undo: () => { this.undo(false); }, redo: () => { this.undo(true); }, home: () => { location.hash = "#/"; }, otherView: () => { location.hash = `#/report/${this.id}`; }, help: showHelp,
    };
  }

  // List, edges, the chosen one; the last press is the browser's own.
  part() {
    const here = document.activeElement;
    if (this.rows.node.contains(here)) { if (this.edges.isSet) this.edges.start.focus(); else this.wave.head.focus(); return true; }
    if (this.transport.node.contains(here)) { this.panel.fields.start.input.focus(); return true; }
    if (this.panel.node.contains(here)) return false;
    return this.focus(this.chosen);
  }

  leave() {
    this.flush();
    this.stop();
    this.ended.abort();
    this.player.leave();
    this.wave.leave();
    document.body.classList.remove("has-transport");
  }
}

export async function captioner(main, bar, id) {
  main.replaceChildren(el("p.soft", { role: "status" }, t("loading")));
  const preset = settings.preset || "podcast-vtt";
  const report = await get(`/api/reports/${id}`);
  const data = await get(`/api/reports/${id}/cues/${encodeURIComponent(preset)}`).catch(() => get(`/api/reports/${id}/cues/podcast-vtt`));
  if (data.refused) {
    bar.title.replaceChildren(...heading(report.report.title, report.language));
    bar.acts.replaceChildren(el("a.view", { href: `#/report/${id}` }, t("text")));
    main.replaceChildren(el("p.alert", {}, foreign(data.refused)));
    useActions({ help: showHelp, home: () => { location.hash = "#/"; } });
    return () => {};
  }
  const view = new Captioner(id, report, data);
  view.show(main, bar);
  return () => view.leave();
}
