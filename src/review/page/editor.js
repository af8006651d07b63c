// The editor's view of one report.
import { get, listen, post, randomKey } from "./api.js";
import { Approval } from "./approval.js";
import { alertText, button, CLASSES, el, foreign, heading, kindName, settings, t } from "./ui.js";
import { Findings } from "./findings.js";
import { Parts } from "./parts.js";
import { Presence } from "./presence.js";
import { Player } from "./player.js";
import { Rows } from "./rows.js";
import { Saving } from "./saving.js";
import { reveal } from "./sight.js";
import { Transport } from "./transport.js";
import { Wave } from "./wave.js";
import { Words } from "./words.js";
import { showHelp, useActions } from "./keys.js";

const COLOURS = { not: "--not", partly: "--partly", extra: "--extra", furniture: "--furniture" };

class Editor {
  constructor(id, data) {
    Object.assign(this, { id, data });
    this.revisions = new Map();
    this.saving = new Saving(id, data.base, this.revisions, (event) => this.saved(event));
    this.parts = new Parts(this);
    this.presence = new Presence(this);
    this.player = new Player((what) => this.heard(what));
    this.wave = new Wave(this.player, data.duration_ms);
    this.transport = new Transport(id, this.player, this.wave, data.duration_ms);
    this.transport.onLoop = () => this.loop();
    this.take(data);
    this.findings = new Findings(data, { listen: (finding) => this.listenTo(finding), canListen: (finding) => Boolean(this.spanToHear(finding)), decide: (...args) => this.decide(...args),
      correct: (finding) => this.correct(finding), picked: (finding) => this.rows.pick(finding), filtered: () => this.marks() });
    this.approval = new Approval(id, { status: () => this.data.status, files: () => this.data.files, alignment: () => this.data.told.alignment, flush: () => this.saving.flush(),
      decided: (status, files) => { Object.assign(this.data, { status, files }); }, readAnew: () => this.readAnew() });
    this.touched = 0;
    this.segment = 0;
  }

  // The segments as they are now: a place in the text for each, and the number by which it is known.
  take(data) {
    this.data = data;
    this.ids = data.segments.map((segment) => segment.id);
    this.places = new Map(this.ids.map((id, at) => [id, at]));
    data.segments.forEach((segment) => this.revisions.set(segment.id, segment.revision));
    this.words = new Words(data.told.words);
    this.rows = new Rows(data, this.words, { playSegment: (at) => this.playSegment(at), isDirty: (at) => this.isDirty(at), revision: (at) => this.revisions.get(this.ids[at]),
      statusName: (status) => ({ partly: kindName("reworded"), not_spoken: t("not_said") })[status], tools: this.parts.tools });
  }

  isDirty(at) {
    return this.saving.isDirty(this.ids[at]);
  }

  // Segments were cut or joined: the text is drawn anew, with what is being typed in it.
  async structure() {
    const fresh = await get(`/api/reports/${this.id}`).catch(() => null);
    if (!fresh) return;
    if (fresh.base !== this.data.base) { location.reload(); return; }
    const { node } = this.rows, held = Number(document.activeElement?.closest?.(".row")?.dataset.row ?? -1), id = this.ids[held];
    this.rows.leave();
    this.take(fresh);
    node.replaceWith(this.rows.node);
    this.attendRows();
    this.takeTyped();
    this.tell(fresh.told);
    this.word = null;
    // The focus stays where it was, in the row if not in its text.
    const row = this.rows.rows[this.places.get(id) ?? Math.min(held, this.ids.length - 1)];
    row?.node.querySelector(".t").focus({ preventScroll: true });
  }

  // What was typed and is not confirmed. Of a segment that is a part of another by now it is told, and kept until that is closed.
  takeTyped() {
    for (const entry of [...this.saving.pending.values()].filter((one) => one.kind === "text")) {
      const at = this.places.get(entry.segment);
      if (at === undefined) { this.parts.lost(entry); continue; }
      this.rows.setText(at, entry.text);
      if (entry.stale) this.clash(entry.segment, entry.stale);
    }
  }

  show(main, bar) {
    const { report } = this.data;
    document.title = `${report.title} – rawi`;
    this.status = el("span.status", { role: "status" });
    this.told = el("span.soft", { role: "status" });
    const undo = (again) => this.undo(again);
    bar.title.replaceChildren(...heading(report.title, this.data.language));
    bar.acts.replaceChildren(el("a.view", { href: `#/report/${this.id}/captions` }, t("captions")), this.status, this.told,
      button(t("undo"), () => undo(false)), button(t("redo"), () => undo(true)), this.approval.node);
    const refused = this.data.told.refused ? el("p.alert", {}, foreign(this.data.told.refused)) : null;
    main.replaceChildren(el("p.hidden", { id: "key-hint" }, t("key_hint")), ...(refused ? [refused] : []), el("div.editor", {}, this.findings.node, this.rows.node), this.transport.node);
    document.body.classList.add("has-transport");
    this.attend();
    this.tell(this.data.told);
    this.saving.restore();
    this.takeTyped();
    this.saved({ type: "state" });
    useActions(this.actions());
    this.transport.load().catch((error) => alertText(error.message));
    this.stop = listen((event) => this.happened(event), (state) => this.connection(state));
    this.findings.node.querySelector(".pick[tabindex='0']")?.focus({ preventScroll: true });
    this.presence.restore();
  }

  attend() {
    this.attendRows();
    const touch = () => { this.touched = performance.now(); };
    for (const name of ["keydown", "wheel", "pointerdown", "touchmove"]) addEventListener(name, touch, { passive: true, signal: (this.ended ??= new AbortController()).signal });
    addEventListener("visibilitychange", () => { if (document.hidden) { this.saving.flush(true); this.presence.keep(); } }, { signal: this.ended.signal });
    addEventListener("beforeunload", (event) => { this.saving.flush(true); if (this.saving.state === "conflict") event.preventDefault(); }, { signal: this.ended.signal });
    document.addEventListener("selectionchange", () => this.parts.selected(), { signal: this.ended.signal });
  }

  attendRows() {
    const node = this.rows.node, at = (event) => event.target.closest?.(".text")?.dataset.segment;
    node.addEventListener("input", (event) => this.typed(Number(at(event)), event.isComposing));
    // What is being composed is no text yet: it is kept here, and sent once it is one.
    node.addEventListener("compositionend", (event) => this.typed(Number(at(event))));
    node.addEventListener("beforeinput", (event) => {
      if (event.inputType === "insertLineBreak" || event.inputType === "insertParagraph") event.preventDefault();
      // Undone from a menu after the text was left: a step of the journal, as by the key.
      if (/^history(Un|Re)do$/.test(event.inputType) && document.activeElement !== event.target) { event.preventDefault(); this.undo(event.inputType === "historyRedo"); }
    });
    node.addEventListener("focusin", (event) => { const segment = at(event); if (segment !== undefined) { this.segment = Number(segment); this.presence.enter(this.segment); } });
    node.addEventListener("focusout", (event) => { const segment = at(event); if (segment !== undefined && this.rows.node === node) this.left(Number(segment)); });
    node.addEventListener("mousedown", (event) => { const text = event.target.closest?.(".text"); this.wasIn = text && document.activeElement === text; });
    node.addEventListener("click", (event) => this.clicked(event));
  }

  typed(at, isComposing = false) {
    this.saving.composed = isComposing ? this.ids[at] : null;
    this.saving.change(this.ids[at], this.rows.textOf(at));
  }

  left(segment) {
    this.presence.leave();
    this.saving.composed = null;
    const { text } = this.rows.rows[segment];
    // A browser may have made several pieces of it.
    if (text.childNodes.length > 1) text.textContent = this.rows.textOf(segment);
    if (this.isDirty(segment)) this.saving.send(`${this.ids[segment]}.text`);
    const waiting = this.waiting?.get(segment);
    if (waiting && !this.isDirty(segment)) this.takeIn(waiting);
    this.waiting?.delete(segment);
    if (this.isCut) { this.isCut = false; this.structure(); }
  }

  // The first click into a text plays from its word, further ones move the caret; the article's sentences play.
  clicked(event) {
    const text = event.target.closest?.(".text"), sentence = event.target.closest?.("[data-sentence]");
    if (text && getSelection().isCollapsed) {
      const word = this.words.under(Number(text.dataset.segment), getSelection().anchorOffset);
      if (word >= 0 && this.words.start[word] >= 0) {
        if (this.wasIn) this.player.seek(this.words.start[word]); else { this.player.seek(this.words.start[word]); this.player.toggle(true); }
      }
    } else if (sentence) {
      const { span } = this.data.told.sentences.find((one) => one.id === Number(sentence.dataset.sentence));
      if (span) this.player.play(span[0], span[1]);
    }
  }

  spanOf(segment) {
    const { first } = this.words;
    return this.words.span([[first[segment], first[segment + 1]]]) ?? this.data.segments[segment]?.span;
  }

  playSegment(segment) {
    this.segment = segment;
    const span = this.spanOf(segment);
    if (span) this.player.play(span[0], span[1]);
  }

  loop() {
    this.player.repeat(!this.player.repeats, this.player.loop ?? this.spanOf(this.segment));
  }

  listenTo(finding) {
    const span = this.spanToHear(finding);
    if (span) this.player.play(...span);
  }

  // The words in question with a little around them, or the whole stretch. Of a sentence that was not said: where it would have been.
  spanToHear(finding) {
    const words = finding.changes.length ? this.words.span(finding.words) : null;
    if (words) return [Math.max(0, words[0] - 700), words[1] + 500];
    if (finding.span) return finding.span;
    const { sentences } = this.data.told, at = sentences.findIndex((sentence) => sentence.id === finding.sentence);
    const isThere = (sentence) => sentence.span && !sentence.moved;
    const before = at < 0 ? null : sentences.slice(0, at).findLast(isThere), behind = at < 0 ? null : sentences.slice(at + 1).find(isThere);
    if (!before && !behind) return null;
    const from = before ? before.span[1] - 2500 : behind.span[0] - 2500, to = behind ? behind.span[0] + 2500 : before.span[1] + 2500;
    return [Math.max(0, from), to];
  }

  heard(what) {
    if (what === "state") { this.transport?.state(); return; }
    if (!this.rows) return;
    this.transport.tick();
    const word = this.words.at(this.player.ms);
    if (word === this.word) return;
    this.word = word;
    const segment = this.rows.lit(word);
    if (segment === null || segment === this.litSegment) return;
    this.litSegment = segment;
    if (!document.activeElement?.closest?.(".text")) this.segment = segment;
    if (this.player.playing && performance.now() - this.touched > 4000) reveal(this.rows.rows[segment].node);
  }

  tell(told) {
    // Cut or joined since: it is read anew by itself.
    if (told.words.length !== this.ids.length) return;
    this.data.told = told;
    told.words.forEach((words, segment) => {
      if (segment < this.ids.length && !this.isDirty(segment) && told.revisions[segment] === this.revisions.get(this.ids[segment])) this.words.perSegment[segment] = words;
    });
    this.words.index();
    this.rows.tell(told);
    this.findings.tell(told);
    this.rows.pick(this.findings.find(this.findings.picked));
    this.marks();
    this.compare();
  }

  // Whether what is told is of the words as they are now.
  compare() {
    const isNow = this.ids.every((id, at) => this.data.told.revisions[at] === this.revisions.get(id));
    this.rows.node.dataset.told = isNow ? "now" : "behind";
  }

  marks() {
    const marks = this.findings.shown.filter((finding) => finding.span).map(({ span, kind }) => [span[0], span[1], COLOURS[CLASSES[kind]] || "--furniture"]);
    this.wave.tell(this.data.told.timeline, this.data.told.sounds, marks);
  }

  async readAnew() {
    if (this.reading) { this.again = true; return; }
    this.reading = true;
    try {
      const told = await get(`/api/reports/${this.id}/told`);
      Object.assign(this.data, { status: told.status, files: told.files });
      this.approval.draw();
      this.tell(told);
    } catch { /* The next event brings it. */ }
    this.reading = false;
    if (this.again) { this.again = false; this.readAnew(); }
  }

  saved(event) {
    const at = this.places?.get(event.segment);
    if (event.type === "merged") return this.merged(at, event);
    if (event.type === "kept" && event.kind === "text" && at !== undefined) {
      const segment = this.data.segments[at];
      Object.assign(segment, { text: event.text, by: settings.by, revision: event.revision });
      this.rows.marked(this.rows.rows[at], segment);
      this.rows.settled(at);
      if (!this.isDirty(at)) this.words.set(at, event.words);
      this.compare();
    }
    if (event.type === "stale") this.clash(event.segment, event);
    if (event.type === "reload") { alertText(t("reload")); location.reload(); }
    if (event.type === "refused") alertText(event.text);
    if (!this.status) return;
    const names = { saved: t("saved"), saving: t("saving"), unsaved: t("unsaved"), conflict: t("conflicting"), offline: t("unsaved") };
    const { state } = this.saving;
    if (this.status.dataset.state !== state) { this.status.dataset.state = state; this.status.textContent = names[state]; }
  }

  // Somebody else changed other words of the same segment.
  merged(at, { sent, text, merged_with }) {
    if (at === undefined || this.saving.composed === this.ids[at] || !this.rows.weave(at, sent, text)) return false;
    if (this.isDirty(at)) this.typed(at);
    if (merged_with) this.say(`${merged_with}: ${t("merged")}`);
    return true;
  }

  // Said once, and gone after a while.
  say(text) {
    this.told.textContent = text;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => { this.told.textContent = ""; }, 8000);
  }

  clash(id, { theirs, text }) {
    const at = this.places.get(id);
    if (at === undefined) { const entry = this.saving.pending.get(`${id}.text`); if (entry) this.parts.lost(entry); return; }
    this.rows.conflict(at, theirs, text, (keepMine) => {
      this.saving.settle(id, keepMine);
      this.rows.settled(at);
      if (!keepMine) {
        this.revisions.set(id, theirs?.revision ?? this.revisions.get(id));
        this.rows.setText(at, text);
      }
      this.rows.rows[at].text.focus();
    });
  }

  happened(event) {
    if (event.type === "operation" && event.operation.transcript === this.data.base) this.operation(event.operation);
    if (["aligned", "decision", "status"].includes(event.type) && event.report === Number(this.id)) this.readAnew();
    if (event.type === "here" && event.report === Number(this.id)) this.presence.happened(event);
    if (event.type === "sound" && event.report === Number(this.id)) this.transport.load().catch(() => {});
  }

  // A change by anybody; my own are confirmed by their answers.
  operation(operation) {
    const { key, kind, segment, revision } = operation, at = this.places.get(segment);
    if (this.saving.mine.has(key.split(".")[0]) || at === undefined || revision <= this.revisions.get(segment)) return;
    const { text } = this.rows.rows[at], isIn = document.activeElement === text;
    if (kind === "split" || kind === "join") {
      // Not under the hands of somebody who writes.
      if (document.activeElement?.closest?.(".text")) this.isCut = true; else this.structure();
    } else if (kind === "speaker") {
      this.takeIn(operation);
    } else if (!this.isDirty(at)) {
      if (isIn) (this.waiting ??= new Map()).set(at, operation); else this.takeIn(operation);
    }
  }

  takeIn(operation) {
    const at = this.places.get(operation.segment);
    if (at === undefined) return;
    const segment = this.data.segments[at], row = this.rows.rows[at];
    // What is being typed was begun from the words before; who speaks is no matter of words.
    if (!this.isDirty(at) || operation.kind === "text") this.revisions.set(operation.segment, operation.revision);
    Object.assign(segment, { by: operation.author, revision: operation.revision });
    if (operation.kind === "text") { segment.text = operation.after; this.rows.setText(at, operation.after); }
    if (operation.kind === "speaker") { segment.speaker = operation.after || null; this.rows.named(row, segment); }
    this.rows.marked(row, segment);
    this.compare();
  }

  async connection(state) {
    alertText(state === "away" ? t("offline") : state === "restarted" ? t("restarted") : "");
    this.saving.away = state !== "here";
    this.saved({ type: "state" });
    if (state !== "here") { this.wasAway = true; return; }
    this.saving.flush();
    if (!this.wasAway) return;
    this.wasAway = false;
    const fresh = await get(`/api/reports/${this.id}`).catch(() => null);
    if (!fresh) return;
    if (fresh.base !== this.data.base) { location.reload(); return; }
    if (fresh.segments.map((segment) => segment.id).join() !== this.ids.join()) { this.structure(); return; }
    for (const { id, revision, by, text, speaker } of fresh.segments) if (revision > this.revisions.get(id)) {
      if (speaker !== this.data.segments[this.places.get(id)].speaker) this.takeIn({ segment: id, revision, author: by, kind: "speaker", after: speaker });
      this.operation({ segment: id, revision: revision, author: by, kind: "text", after: text, key: "" });
    }
    this.tell(fresh.told);
  }

  async undo(again, operation = null) {
    this.saving.flush();
    try {
      const key = randomKey();
      this.saving.mine.add(key);
      const done = await post(`/api/reports/${this.id}/undo`, { key, base: this.data.base, again, operation, by: settings.by });
      if (done.outcome === "nothing") { this.status.textContent = t("nothing"); delete this.status.dataset.state; return; }
      await this.done(done);
      const at = this.places.get(done.segment);
      if (at !== undefined) reveal(this.rows.rows[at].node);
    } catch (error) {
      this.refused(error);
    }
  }

  // What I did by anything else than typing is done.
  async done(done) {
    if (done.kind === "split" || done.kind === "join") { await this.structure(); return; }
    const said = { segment: done.segment, revision: done.revision, kind: done.kind, after: done.text, author: settings.by };
    for (const one of [said, ...done.others]) this.takeIn(one);
    if (done.kind === "text") this.words.set(this.places.get(done.segment), done.words);
  }

  refused(error) {
    const { theirs, outcome } = error.body ?? {};
    if (outcome === "reload") location.reload();
    alertText(theirs ? `${theirs.author} ${t("conflict")} ${theirs.after}` : error.message);
  }

  async decide(finding, verdict, note = "") {
    const before = finding.decision, seen = before?.id ?? 0;
    const next = this.findings.settle(finding, verdict, note);
    this.marks();
    if (verdict !== "note" && verdict !== "open" && next) this.findings.pick(next.key, true); else this.findings.focus(finding.key);
    const { key, kind, published, heard, span } = finding;
    try {
      // A decision that is carried over from another finding is one on this finding from now on.
      const known = before && !before.to_confirm ? seen : 0;
      const kept = await post(`/api/reports/${this.id}/decisions`, { finding: key, kind, verdict, note, published, heard, span, author: settings.by, seen: known });
      if (finding.decision) finding.decision.id = kept.id;
    } catch (error) {
      const { theirs } = error.body ?? {};
      alertText(theirs ? `${theirs.author} ${t("conflict")} ${this.findings.verdict(theirs).textContent}` : `${error.message || t("offline")}`);
      this.readAnew();
    }
  }

  correct(finding) {
    const range = finding.words[0];
    const word = range ? (Array.isArray(range) ? range[0] : range.start) : -1;
    const segment = word >= 0 ? this.words.segment[word] : this.segment;
    this.focusText(segment, word >= 0 ? [this.words.from[word], this.words.to[word]] : null);
  }

  focusText(segment, letters) {
    const { text } = this.rows.rows[segment] ?? {};
    if (!text) return false;
    this.segment = segment;
    reveal(text);
    text.focus({ preventScroll: true });
    if (letters && text.firstChild) getSelection().setBaseAndExtent(text.firstChild, Math.min(letters[0], text.firstChild.length), text.firstChild, Math.min(letters[1], text.firstChild.length));
    return true;
  }

  actions() {
    const { player, findings } = this, picked = () => findings.find(findings.picked);
    const decide = (verdict) => () => { const one = picked(); if (!one || findings.decided.includes(one)) return false; this.decide(one, verdict); };
    return {
      play: () => player.toggle(), back: () => player.jump(-3000), on: () => player.jump(3000), back10: () => player.jump(-10000), on10: () => player.jump(10000),
      again: () => this.playSegment(this.segment), slower: () => player.rate(-1), faster: () => player.rate(1), loop: () => this.loop(),
      nextFinding: () => findings.step(1), lastFinding: () => findings.step(-1), part: () => this.part(),
      nextSegment: () => this.focusText(this.segment + 1), lastSegment: () => this.focusText(this.segment - 1),
      approve: () => { this.approval.decide("approved"); }, accept: () => { this.saving.flush(); return findings.step(1); },
      leave: (event) => this.leaveText(event), undo: () => { this.undo(false); }, redo: () => { this.undo(true); },
      home: () => { location.hash = "#/"; }, otherView: () => { location.hash = `#/report/${this.id}/captions`; }, help: showHelp, listen: () => { const one = picked(); if (one) this.listenTo(one); },
      articleRight: decide("article"), speechRight: decide("speech"), correct: () => { const one = picked(); if (one) this.correct(one); },
      note: () => { const one = picked(); if (!one || findings.decided.includes(one)) return false; findings.note(one); },
      split: () => this.parts.split(), join: () => this.parts.join(), speaker: () => this.parts.name(), sound: () => this.parts.sound(), history: () => this.parts.history(),
      reopen: (event) => { const one = findings.find(event.target.closest("[data-finding]").dataset.finding); if (!findings.decided.includes(one)) return false; this.decide(one, "open"); },
    };
  }

  leaveText(event) {
    const row = event.target.closest?.(".row");
    if (!row) return false;
    row.querySelector(".t").focus();
  }

  // List, text, wave; the last press is the browser's own.
  part() {
    const here = document.activeElement;
    if (this.findings.node.contains(here)) return this.focusText(this.segment);
    if (this.rows.node.contains(here)) { this.wave.head.focus(); return true; }
    if (this.transport.node.contains(here)) return false;
    this.findings.node.querySelector(".pick[tabindex='0']")?.focus();
    return true;
  }

  leave() {
    this.saving.flush(true);
    this.presence.keep();
    this.presence.leave();
    this.stop();
    this.ended.abort();
    this.player.leave();
    this.wave.leave();
    this.rows.leave();
    document.body.classList.remove("has-transport");
  }
}

export async function editor(main, bar, id) {
  main.replaceChildren(el("p.soft", { role: "status" }, t("loading")));
  const data = await get(`/api/reports/${id}`);
  const view = new Editor(id, data);
  view.show(main, bar);
  return () => view.leave();
}
