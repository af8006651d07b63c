// Where everybody is: whose caret is in which segment, and where I left off.
import { get, post } from "./api.js";
import { reveal } from "./sight.js";
import { el, foreign, settings, t } from "./ui.js";

// A sign of somebody is shown so long, and renewed while the caret is there.
const SHOWN = 30000, RENEWED = 15000, AGAIN = 1000;

export class Presence {
  constructor(editor) {
    this.editor = editor;
    this.here = new Map();
    this.heardOf = new Set();
    this.at = null;
  }

  // Goes on where I left off, without a sound, and shows who is here already.
  async restore() {
    // Of whom more was told since it was asked, the newer word counts.
    get(`/api/reports/${this.editor.id}/here`).then((all) => all.filter(({ by }) => !this.heardOf.has(by)).forEach((one) => this.happened(one))).catch(() => {});
    const all = await get(`/api/reports/${this.editor.id}/positions`).catch(() => ({}));
    const ms = all[settings.by];
    if (ms === undefined) return;
    const { editor } = this, word = editor.words.at(ms);
    const at = word >= 0 ? editor.words.segment[word] : editor.data.segments.findIndex((segment) => segment.span[1] > ms);
    if (!editor.rows.rows[at]) return;
    editor.segment = at;
    reveal(editor.rows.rows[at].node);
    editor.player.begin(ms);
  }

  enter(at) {
    this.at = at;
    clearInterval(this.timer);
    const tell = () => this.tell(this.editor.ids[at]);
    this.timer = setInterval(tell, RENEWED);
    tell();
  }

  leave() {
    if (this.at === null) return;
    this.at = null;
    clearInterval(this.timer);
    // Whoever goes on to another segment is nowhere in between.
    setTimeout(() => { if (this.at === null) this.tell(null); });
  }

  // One after the other, so that the last word is the last to arrive; what the server could not take is said again.
  tell(segment) {
    const { editor } = this, turn = this.turn = (this.turn ?? 0) + 1;
    const say = (again) => (turn === this.turn ? post(`/api/reports/${editor.id}/here`, { by: settings.by, segment }, segment === null).catch(() => {
      if (again) setTimeout(() => { this.said = this.said.then(() => say(again - 1)); }, AGAIN);
    }) : null);
    this.said = (this.said ?? Promise.resolve()).then(() => say(3));
  }

  // The moment that is heard, else the segment that was worked on last.
  keep() {
    const { editor } = this, ms = Math.round(editor.player.ms || editor.spanOf(editor.segment)?.[0] || 0);
    if (ms > 0) post(`/api/reports/${editor.id}/position`, { by: settings.by, at_ms: ms }, true).catch(() => {});
  }

  happened({ by, segment }) {
    if (by === settings.by) return;
    this.heardOf.add(by);
    clearTimeout(this.here.get(by)?.timer);
    this.here.delete(by);
    if (segment !== null) this.here.set(by, { segment, timer: setTimeout(() => { this.here.delete(by); this.draw(); }, SHOWN) });
    this.draw();
  }

  draw() {
    document.querySelectorAll(".here").forEach((node) => node.remove());
    for (const [by, { segment }] of this.here) {
      const row = this.editor.rows.rows[this.editor.places.get(segment)];
      row?.mark.after(el("p.here", {}, foreign(by), ` ${t("is_here")}`));
    }
  }
}
