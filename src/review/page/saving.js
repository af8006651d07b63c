// What was typed is sent, and kept here until the server has confirmed it: a reload, a killed server or a lost connection loses nothing.
import { post, randomKey } from "./api.js";
import { settings } from "./ui.js";

const PAUSE = 800, AGAIN = 1500;

export class Saving {
  // `revisions` are those of the segments, by their numbers; `tell` gets what became of a change.
  constructor(report, base, revisions, tell) {
    Object.assign(this, { report, base, revisions, tell });
    this.prefix = `rawi.pending.${report}.${base}.`;
    this.pending = new Map();
    this.sending = new Set();
    this.mine = new Set();
    this.away = false;
    // The segment in which something is being composed.
    this.composed = null;
    this.timers = new Map();
  }

  // What was typed before and never confirmed: by segment.
  restore() {
    for (let at = 0; at < localStorage.length; at++) {
      const name = localStorage.key(at);
      if (!name.startsWith(this.prefix)) continue;
      try { this.pending.set(name.slice(this.prefix.length), JSON.parse(localStorage.getItem(name))); } catch { /* Not ours. */ }
    }
    for (const id of this.pending.keys()) this.due(id, 0);
    return [...this.pending.values()];
  }

  keep(id) {
    const entry = this.pending.get(id), name = this.prefix + id;
    try { if (entry) localStorage.setItem(name, JSON.stringify(entry)); else localStorage.removeItem(name); } catch { /* No store. */ }
  }

  change(segment, text, kind = "text") {
    const id = `${segment}.${kind}`;
    const before = this.pending.get(id);
    const base_revision = before ? before.base_revision : this.revisions.get(segment);
    this.pending.set(id, { key: randomKey(), segment, kind, text, base_revision, stale: before?.stale });
    this.keep(id);
    this.tell({ type: "state" });
    this.due(id, PAUSE);
  }

  due(id, wait) {
    clearTimeout(this.timers.get(id));
    this.timers.set(id, setTimeout(() => this.send(id), wait));
  }

  flush(leaving = false) {
    for (const id of this.pending.keys()) this.send(id, leaving);
  }

  // What was typed into a segment is with the server; whether it is.
  async done(segment) {
    const id = `${segment}.text`;
    for (let round = 0; round < 100 && this.pending.has(id) && !this.pending.get(id).stale && !this.away; round++) {
      this.send(id);
      await new Promise((done) => setTimeout(done, 50));
    }
    return !this.pending.has(id);
  }

  isDirty(segment) {
    return this.pending.has(`${segment}.text`);
  }

  get state() {
    if ([...this.pending.values()].some((entry) => entry.stale)) return "conflict";
    if (this.away) return "offline";
    return this.sending.size ? "saving" : this.pending.size ? "unsaved" : "saved";
  }

  // Given up by whoever typed it.
  drop(entry) {
    const id = `${entry.segment}.${entry.kind}`;
    this.pending.delete(id);
    this.keep(id);
    this.tell({ type: "state" });
  }

  // Somebody else's text stands in the way: mine goes over it, or is given up.
  settle(segment, keepMine) {
    const id = `${segment}.text`, entry = this.pending.get(id);
    if (!entry) return;
    if (keepMine) {
      const revision = entry.stale?.theirs?.revision ?? this.revisions.get(segment);
      this.pending.set(id, { ...entry, base_revision: revision, stale: undefined, key: randomKey() });
      this.due(id, 0);
    } else {
      this.pending.delete(id);
    }
    this.keep(id);
    this.tell({ type: "state" });
  }

  async send(id, leaving = false) {
    const entry = this.pending.get(id);
    if (!entry || entry.stale || this.sending.has(id)) return;
    // Somebody who leaves may never come back to it.
    if (this.composed === entry.segment && !leaving) return;
    this.sending.add(id);
    this.mine.add(entry.key);
    this.tell({ type: "state" });
    let kept = null, failed = null;
    try {
      const { key, segment, kind, text, base_revision } = entry;
      const body = { key, base: this.base, segment, kind, base_revision, text, by: settings.by };
      kept = await post(`/api/reports/${this.report}/operations`, body, leaving);
    } catch (error) { failed = error; }
    this.sending.delete(id);
    if (kept) this.confirmed(id, entry, kept); else this.failed(id, entry, failed);
    this.tell({ type: "state" });
  }

  confirmed(id, sent, kept) {
    this.away = false;
    const before = this.revisions.get(sent.segment);
    this.revisions.set(sent.segment, Math.max(kept.revision, before));
    const now = this.pending.get(id), typedOn = now && now.key !== sent.key;
    if (typedOn) now.base_revision = kept.revision; else this.pending.delete(id);
    // Others changed other words of it: theirs are taken into what stands here, which may be typed in.
    if (kept.text !== sent.text && !this.tell({ type: "merged", sent: sent.text, ...kept }) && typedOn) {
      now.base_revision = sent.base_revision;
      this.revisions.set(sent.segment, before);
    }
    this.keep(id);
    if (typedOn) this.due(id, PAUSE);
    this.tell({ type: "kept", ...kept });
  }

  failed(id, sent, error) {
    const entry = this.pending.get(id);
    if (!entry) return;
    if (error.status === 409 && error.body?.outcome === "stale") {
      const { theirs } = error.body;
      if (theirs && this.mine.has(theirs.key)) {
        // The answer to my own change was lost on its way.
        this.pending.set(id, { ...entry, base_revision: theirs.revision, key: randomKey() });
        this.due(id, 0);
      } else {
        entry.stale = error.body;
        this.tell({ type: "stale", mine: entry.text, ...error.body });
      }
      this.keep(id);
    } else if (error.status === 409) {
      this.tell({ type: "reload" });
    } else if (error.status >= 400 && error.status < 500 && error.status !== 401) {
      this.pending.delete(id);
      this.keep(id);
      this.tell({ type: "refused", segment: sent.segment, text: error.message });
    } else {
      this.away = true;
      this.due(id, AGAIN);
    }
  }
}
