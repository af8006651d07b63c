// What is done to a segment as a whole: cut, join, name its speaker, mark a sound in it, look at its history.
import { get, post, randomKey } from "./api.js";
import { alertText, button, dialog, el, foreign, settings, t } from "./ui.js";

// As captions know them; a person writes any other.
const SOUNDS = { en: ["applause", "music", "laughter", "crowd", "gunfire", "phone rings"], ar: ["تصفيق", "موسيقى", "ضحك", "هتاف", "إطلاق نار", "رنين هاتف"] };

export class Parts {
  constructor(editor) {
    this.editor = editor;
    this.tools = el("div.segment-tools", { role: "toolbar", ariaLabel: t("segment_tools") },
      ...[["split_here", "split"], ["join_next", "join"], ["name_speaker", "name"], ["mark_sound", "sound"], ["history", "history"]].map(([label, act]) =>
        // The caret stays where it is.
        button(t(label), () => this[act](), { onmousedown: (event) => event.preventDefault() })));
  }

  // The segment of the row that has the focus; else the one that was worked on or heard last.
  get at() {
    const row = document.activeElement?.closest?.(".row");
    return row ? Number(row.dataset.row) : this.editor.segment;
  }

  get id() { return this.editor.ids[this.at]; }

  // Where the caret was last in a text: also when the focus has gone to a button since.
  selected() {
    const selection = getSelection(), text = selection.anchorNode?.parentElement?.closest?.(".text");
    if (!text || selection.focusNode !== selection.anchorNode) return;
    const ends = [selection.anchorOffset, selection.focusOffset].sort((a, b) => a - b);
    this.caret = { at: Number(text.dataset.segment), ends };
  }

  async change(kind, more, id = this.id) {
    const { editor } = this;
    if (id === undefined || !(await editor.saving.done(id))) return;
    const key = randomKey();
    editor.saving.mine.add(key);
    try {
      const body = { key, base: editor.data.base, segment: id, kind, base_revision: editor.revisions.get(id), by: settings.by, ...more };
      const done = await post(`/api/reports/${editor.id}/operations`, body);
      if (done.outcome === "kept") await editor.done(done);
      return done;
    } catch (error) { editor.refused(error); }
  }

  // The words before the caret stay; one that the caret stands in goes with those after it.
  async split() {
    // The browser tells of a moved caret a moment later than it moves.
    this.selected();
    const { at, editor } = this, { text } = editor.rows.rows[at] ?? {};
    if (!text) return false;
    const caret = this.caret?.at === at ? this.caret.ends[0] : 0, said = text.textContent;
    const before = said.slice(0, caret), isInside = /\S$/.test(before) && /^\S/.test(said.slice(caret));
    const words = before.split(/\s+/).filter(Boolean).length - (isInside ? 1 : 0);
    const id = this.id, done = await this.change("split", { at: words }, id);
    if (done?.outcome === "nothing") { editor.say(t("nothing_to_cut")); return; }
    if (done) editor.focusText(editor.places.get(id) + 1, [0, 0]);
  }

  async join() {
    const { at, editor } = this, { text } = editor.rows.rows[at] ?? {}, next = editor.ids[at + 1];
    if (!text || next === undefined || !(await editor.saving.done(next))) return false;
    const end = editor.rows.textOf(at).length;
    const done = await this.change("join", {});
    if (done) editor.focusText(at, [end, end]);
  }

  async name() {
    const { editor, at, id } = this, segment = editor.data.segments[at];
    if (!segment) return false;
    const others = editor.data.segments.filter((one) => one.speaker === segment.speaker).length - 1;
    const name = el("input", { value: segment.speaker ?? "", dir: "auto", maxLength: 100, ariaLabel: t("speaker"), size: 30 });
    const everywhere = el("input", { type: "checkbox", checked: others > 0 && Boolean(segment.speaker) });
    const choices = el("div.choices", { role: "group", ariaLabel: t("suggested") });
    const close = dialog(t("speaker"), [el("p", {}, name), others > 0 ? el("p", {}, el("label", {}, everywhere, ` ${t("everywhere_speaker")} (`, el("bdi", {}, String(others + 1)), ")")) : null, choices],
      () => this.change("speaker", { text: name.value, everywhere: everywhere.checked }, id));
    name.select();
    const { names } = await get(`/api/reports/${editor.id}/speakers`).catch(() => ({ names: [] }));
    choices.replaceChildren(...names.map((one) => button(foreign(one, editor.data.language), () => { name.value = one; name.focus(); })),
      segment.speaker ? button(t("remove_name"), () => { name.value = ""; close(true); }) : "");
  }

  sound() {
    this.selected();
    const { editor, at, id } = this, row = editor.rows.rows[at];
    if (!row) return false;
    const list = SOUNDS[editor.data.language?.startsWith("ar") ? "ar" : "en"];
    const name = el("input", { dir: "auto", maxLength: 60, ariaLabel: t("sound_label"), size: 30 });
    const put = () => {
      const what = name.value.replace(/[[\]()]/g, "").trim(), said = row.text.textContent;
      if (!what) return;
      const [from, to] = this.caret?.at === at ? this.caret.ends : [said.length, said.length];
      editor.rows.setText(at, `${said.slice(0, from)} [${what}] ${said.slice(to)}`.replace(/\s+/g, " ").trim());
      editor.typed(at);
      editor.saving.send(`${id}.text`);
    };
    const close = dialog(t("mark_sound"), [el("p.soft", {}, t("at_caret")), el("div.choices", {}, ...list.map((one) => button(foreign(one), () => { name.value = one; close(true); }))), el("p", {}, name)], put);
  }

  // Who changed what, the last first, with what is decided about the report.
  async history() {
    const { editor } = this, id = this.id;
    const all = await get(`/api/reports/${editor.id}/history`).catch(() => []);
    const list = el("ul.changes", { role: "list" });
    const which = el("select", { ariaLabel: t("history"), onchange: () => draw() }, el("option", { value: "one" }, t("this_segment")), el("option", { value: "all" }, t("whole_report")));
    const undone = new Set();
    for (const one of [...all].reverse()) if (one.undoes && !undone.has(one.id)) undone.add(one.undoes);
    const line = (one) => {
      const back = button(t("take_back"), () => { close(); editor.undo(false, one.id); }, { disabled: undone.has(one.id) });
      const text = (said) => foreign(said.replaceAll("\n", " | ") || t("nobody"), editor.data.language);
      return el("li", {}, when(one.done_unix_s), " ", foreign(one.author), `, ${t(`did_${one.kind}`)}`, one.times > 1 ? ` (${one.times} ×)` : "", undone.has(one.id) ? ` (${t("taken_back")})` : "", ": ", el("del", {}, text(one.before)), " ", el("ins", {}, text(one.after)), " ", back);
    };
    const decided = (one) => el("li", {}, when(one.decided_unix_s), " ", foreign(one.author ?? "?"), `: ${t(one.decision === "open" ? "open_again" : one.decision)}`, one.note ? ": " : "", one.note ? foreign(one.note) : "");
    const draw = () => {
      // What was done at once is one line.
      const isAll = which.value === "all", steps = new Map(), mine = all.filter((one) => isAll || one.segment === id || one.other === id).filter((one) => {
        const first = one.step && steps.get(one.step);
        if (first) { first.times += 1; return false; }
        if (one.step) steps.set(one.step, one);
        one.times = 1;
        return true;
      });
      const rows = [...mine.map((one) => [one.done_unix_s, line(one)]), ...(isAll ? editor.data.status.decisions.map((one) => [one.decided_unix_s, decided(one)]) : [])];
      rows.sort((a, b) => a[0] - b[0]);
      list.replaceChildren(...(rows.length ? rows.reverse().map(([, node]) => node) : [el("li.soft", {}, t("no_history"))]));
    };
    if (id === undefined || !all.some((one) => one.segment === id || one.other === id)) which.value = "all";
    draw();
    const close = dialog(t("history"), [which, list]);
  }

  // What was typed into a segment that is a part of another by now: it is shown, to be copied, until it is closed.
  lost(entry) {
    if (this.shown?.has(entry.key)) return;
    (this.shown ??= new Set()).add(entry.key);
    const text = el("textarea", { readOnly: true, rows: 3, value: entry.text, dir: "auto", ariaLabel: t("lost_text") });
    dialog(t("lost_text"), [text], () => { this.editor.saving.drop(entry); }, t("close"));
    alertText("");
  }
}

// A moment as it is read alike in both languages.
function when(unix_s) {
  const at = new Date(unix_s * 1000), two = (number) => String(number).padStart(2, "0");
  return el("bdi", { dir: "ltr" }, `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`);
}
