// The text: speech and article side by side, a row for each segment.
import { button, clock, el, foreign, kindName, language, t } from "./ui.js";
import { range, paint, clear } from "./highlight.js";
import { reveal } from "./sight.js";
import { pair } from "./words.js";

const WEIGHTS = ["meaning", "wording", "hearing"];
// As in the style sheet.
const ABOVE = "(max-width: 60rem)";
const STATUS = { spoken: "spoken", partly: "partly", not_spoken: "not", furniture: "furniture" };

export class Rows {
  constructor(data, words, acts) {
    Object.assign(this, { data, words, acts });
    this.rows = data.segments.map((segment, at) => this.row(segment, at));
    this.tools = acts.tools;
    const heads = el("div.heads", { ariaHidden: "true" }, el("span", {}), el("span", {}, t("speech")), el("span", {}, t("article")));
    this.node = el("section.rows", { id: "text", ariaLabel: t("text"), tabIndex: -1 }, this.tools, heads, ...this.rows.map((row) => row.node));
    if (!data.segments.length) this.node.append(el("p.soft", {}, t("not_read")));
  }

  row(segment, at) {
    const { language: lang, dir } = segment.language ? segment : this.data;
    const text = el("div.text", { contentEditable: "plaintext-only", role: "textbox", ariaMultiLine: "true", lang, dir, spellcheck: true, dataset: { segment: at } });
    text.setAttribute("aria-describedby", "key-hint");
    text.textContent = segment.text;
    const mark = el("p.mark");
    const conflict = el("div.conflict", { hidden: true });
    const printed = el("div.printed");
    const play = el("button.t", { type: "button", ariaLabel: `${t("play")} ${clock(segment.span[0])}`, onclick: () => this.acts.playSegment(at) }, el("bdi", { dir: "ltr" }, clock(segment.span[0])));
    const speaker = el("p.speaker");
    const node = el("section.row", { dataset: { row: at } }, el("div.side", {}, play, speaker, mark), el("div.said", {}, text, conflict), printed);
    const row = { node, text, mark, conflict, printed, speaker };
    this.marked(row, segment);
    this.named(row, segment);
    return row;
  }

  named(row, segment) {
    const label = [segment.speaker, clock(segment.span[0])].filter(Boolean).join(", ");
    row.speaker.replaceChildren(segment.speaker ? foreign(segment.speaker) : "");
    row.text.setAttribute("aria-label", label);
    row.node.ariaLabel = label;
  }

  // Takes into a text, which may be typed in, what others changed in it: `sent` became `both`. The caret stays. Whether it could.
  weave(at, sent, both) {
    const node = this.rows[at].text.firstChild, now = node?.data ?? "";
    const most = Math.min(sent.length, both.length);
    let from = 0, end = 0;
    while (from < most && sent[from] === both[from]) from += 1;
    while (end < most - from && sent.at(-1 - end) === both.at(-1 - end)) end += 1;
    const until = sent.length - end, begins = now.length - sent.length + from;
    const isLead = now.slice(0, until) === sent.slice(0, until), isTail = begins >= 0 && now.slice(begins) === sent.slice(from);
    if (!node || (!isLead && !isTail)) return false;
    node.replaceData(isLead ? from : begins, until - from, both.slice(from, both.length - end));
    return true;
  }

  marked(row, segment) {
    row.mark.replaceChildren(...(segment.by ? [`${t("edited")} · `, foreign(segment.by)] : []));
  }

  textOf(at) {
    return this.rows[at].text.textContent.replace(/\s+/g, " ").trim();
  }

  // Never into a text that has the focus.
  setText(at, text) {
    const row = this.rows[at];
    if (row.text.textContent === text) return;
    row.text.textContent = text;
  }

  // What follows from the words: sentences beside the segments in which they were said.
  tell(told) {
    this.told = told;
    const cells = this.rows.map(() => []);
    let last = 0;
    for (const sentence of told.sentences) {
      const first = sentence.heard.length ? pair(sentence.heard[0])[0] : -1, place = this.words.segment[first] ?? last;
      cells[place]?.push(sentence);
      // What is printed behind one that was said elsewhere stays where the text goes on.
      if (!sentence.moved) last = place;
    }
    this.sentences = new Map();
    this.rows.forEach((row, at) => {
      const nodes = cells[at].map((sentence) => this.sentence(sentence));
      Object.assign(row.printed, { lang: told.article_language ?? "", dir: told.article_dir ?? "" });
      row.printed.replaceChildren(...nodes);
    });
    this.paint();
  }

  sentence(sentence) {
    const text = el("span.sentence", {}, sentence.text.trim());
    const lead = sentence.text.length - sentence.text.trimStart().length;
    this.sentences.set(sentence.id, { node: text, sentence, lead });
    // Nobody is expected to read a headline; and what was said in another language was said.
    const look = sentence.translated ? "partly" : sentence.is_read_aloud || sentence.status !== "not_spoken" ? STATUS[sentence.status] : "furniture";
    const name = sentence.translated ? kindName("translated") : this.acts.statusName(sentence.status);
    const label = name ? el(`span.badge.${look}`, { lang: language() }, name) : null;
    return el(`p.${look}${sentence.part === "headline" ? ".headline" : ""}`, { dataset: { sentence: sentence.id } }, label, label ? " " : null, text);
  }

  // Letters of the segments that these words are.
  ranges(list) {
    const found = [], { words } = this;
    for (const given of list) {
      const [first, end] = pair(given);
      for (let word = first; word < end && word < words.segment.length;) {
        const segment = words.segment[word];
        const to = Math.min(end, words.first[segment + 1]);
        if (!this.isStale(segment)) found.push(range(this.rows[segment].text, words.from[word], words.to[to - 1]));
        word = to;
      }
    }
    return found;
  }

  // A segment whose words are other ones by now than those that were aligned.
  isStale(segment) {
    return this.acts.isDirty(segment) || this.told.revisions[segment] !== this.acts.revision(segment);
  }

  paint() {
    if (!this.told) return;
    const said = { meaning: [], wording: [], hearing: [] }, printed = { meaning: [], wording: [], hearing: [] };
    for (const { node, sentence, lead } of this.sentences.values()) {
      for (const difference of sentence.differences) {
        if (difference.words) said[difference.weight].push(...this.ranges([difference.words]));
        printed[difference.weight].push(range(node, difference.at[0] - lead, difference.at[1] - lead));
      }
    }
    for (const weight of WEIGHTS) paint(weight, [...said[weight], ...printed[weight]], 1);
    const extra = this.told.findings.filter((finding) => finding.kind === "said_not_published");
    paint("extra", extra.flatMap((finding) => this.ranges(finding.words)), 0);
  }

  pick(finding) {
    const words = finding ? this.ranges(finding.words) : [];
    const held = finding?.sentence !== null && finding ? this.sentences.get(finding.sentence) : null;
    paint("picked", [...words, held ? range(held.node, 0, held.node.textContent.length) : null], 2);
    document.querySelectorAll(".sentence.picked").forEach((node) => node.classList.remove("picked"));
    held?.node.classList.add("picked");
    const place = finding?.words.length ? this.words.segment[pair(finding.words[0])[0]] : undefined;
    const node = place === undefined ? held?.node : this.rows[place]?.node;
    // Where the findings stand above the text, whoever goes there would leave what decides on them.
    if (node && !matchMedia(ABOVE).matches) reveal(node);
  }

  lit(word) {
    if (word < 0) { paint("current", []); return null; }
    const segment = this.words.segment[word];
    paint("current", [this.acts.isDirty(segment) ? null : range(this.rows[segment].text, this.words.from[word], this.words.to[word])], 3);
    return segment;
  }

  // Somebody else's text against mine.
  conflict(at, theirs, text, choose) {
    const row = this.rows[at];
    row.conflict.hidden = false;
    row.conflict.replaceChildren(el("p", {}, foreign(theirs?.author ?? "?"), " ", t("conflict")), el("p.theirs", { lang: row.text.lang, dir: row.text.dir }, text),
      button(t("keep_mine"), () => choose(true)), button(t("take_theirs"), () => choose(false)));
    row.node.classList.add("conflicting");
  }

  settled(at) {
    const row = this.rows[at];
    row.conflict.hidden = true;
    row.conflict.replaceChildren();
    row.node.classList.remove("conflicting");
  }

  leave() {
    clear("current", "picked", "extra", ...WEIGHTS);
  }
}
