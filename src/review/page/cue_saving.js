// Steps about captions, sent one after the other. A text that was written and is not confirmed is kept here over a reload and a killed
// server.
import { post, randomKey } from "./api.js";
import { settings } from "./ui.js";

export class CueSaving {
  // `tell` gets what became of each step.
  constructor(report, tell) {
    Object.assign(this, { report, tell, away: false, sending: 0, waiting: false });
    this.name = `rawi.captions.${report}`;
    this.texts = new Map(this.read());
    this.queue = Promise.resolve();
  }

  read() {
    try { return Object.entries(JSON.parse(localStorage.getItem(this.name)) || {}); } catch { return []; }
  }

  keep() {
    try { if (this.texts.size) localStorage.setItem(this.name, JSON.stringify(Object.fromEntries(this.texts))); else localStorage.removeItem(this.name); } catch { /* No store. */ }
  }

  // A text that is not sent yet, by the caption that it was written in.
  wrote(cue, text) {
    const before = this.texts.get(cue.id);
    if (before?.text !== text) this.texts.set(cue.id, { text, was: cue.text, span: cue.span, key: randomKey() });
    this.keep();
    this.tell({ type: "state" });
  }

  forget(id) {
    if (!this.texts.delete(id)) return;
    this.keep();
    this.tell({ type: "state" });
  }

  get state() {
    if (this.conflict) return "conflict";
    if (this.away) return "offline";
    return this.sending ? "saving" : this.texts.size || this.waiting ? "unsaved" : "saved";
  }

  // Something is about to be sent.
  waits(is) {
    this.waiting = is;
    this.tell({ type: "state" });
  }

  // Sends a step when those before it have their answers; `make` says what it is then, or null.
  send(make) {
    const one = this.queue.then(() => this.post(make));
    this.queue = one.catch(() => {});
    return one;
  }

  async post(make) {
    const what = make();
    if (!what) return null;
    this.sending += 1;
    this.tell({ type: "state" });
    try {
      const kept = await post(`/api/reports/${this.report}/cues`, { key: randomKey(), by: settings.by, ...what });
      this.away = false;
      if (what.act === "rewrite") this.texts.delete(what.cue);
      this.keep();
      if (kept.outcome === "kept") this.tell({ type: "kept", what, ...kept }); else this.tell({ type: "nothing", what });
      return kept;
    } catch (error) {
      if (error.status === 409) this.tell({ type: "stale", what, by: error.body?.by ?? null });
      else if (error.status >= 400 && error.status < 500 && error.status !== 401) {
        if (what.act === "rewrite") { this.texts.delete(what.cue); this.keep(); }
        this.tell({ type: "refused", what, text: error.message });
      } else { this.away = true; this.tell({ type: "away", what }); }
      return null;
    } finally {
      this.sending -= 1;
      this.tell({ type: "state" });
    }
  }
}
