// The page's own words in both languages, and small things that every view uses.

const WORDS = {
  en: {
    skip: "Skip to the content", list: "Reports", back: "All reports", help: "Keys", language: "العربية",
    name: "Your name", search: "Search", all: "all",
    report: "Report", lang: "Language", date: "Date", meaning: "Meaning", wording: "Wording", not_said: "Not said",
    decided: "Decided", state: "State", length: "Length", none_yet: "There are no reports yet: rawi make adds one.",
    no_match: "No report matches.", loading: "Loading", new: "new", transcribed: "transcribed", aligned: "aligned", reviewed: "reviewed", approved: "approved", reopened: "changed since", refused: "refused",
    is_here: "is here", stretch_in_article: "in the article", stretch_not_in_article: "not in the article", stretch_speech: "speech", stretch_music: "music or other sound", stretch_noted_sound: "sound noted in the text", stretch_gap: "nobody speaks", legend: "What the picture shows", stretch_suspected_hallucination: "doubtful words", stretch_missing_transcript: "speech without words",
    merged: "changed other words of this segment; both are kept.", segment_tools: "Segment", split_here: "Split here", join_next: "Join with next", name_speaker: "Speaker", mark_sound: "Sound", nothing_to_cut: "Put the caret between two words to split there.",
    lost_text: "The segment became a part of another. What you typed in it:", everywhere_speaker: "Everywhere this speaker", suggested: "Suggested", remove_name: "No name", sound_label: "Sound", at_caret: "at the caret, or in place of what is selected",
    this_segment: "This segment", whole_report: "The whole report", take_back: "Take back", taken_back: "taken back", no_history: "Nothing was changed yet.", did_text: "text", did_speaker: "speaker", did_split: "split", did_join: "joined", nobody: "nobody",
    files: "Files", files_older: "older than the text", file_approved: "as approved", file_outdated: "as it was before", file_unapproved: "not written at an approval", not_written: "Not written",
    review: "Reviewed", approve: "Approve", open_again: "Open again", changed_since: "changed since it was approved or reviewed", stale: "It has changed since you read it; look again.", findings: "Findings", no_findings: "No findings. Play it to confirm.", text: "Text",
    article: "Article", speech: "Speech", listen: "Listen", listen_around: "Listen around", article_right: "The article is right",
    speech_right: "The speech is right", correct: "Correct the transcript", note: "Note", reopen: "Open again",
    confirm: "The finding has changed since it was decided; please confirm.", filter: "Kinds shown:", by: "by", saved: "Saved", saving: "Saving",
    unsaved: "not saved yet", offline: "The server does not answer. What you type is kept here and sent when it is back.",
    restarted: "The server was started anew. Open the new link; what you typed goes with it.", conflict: "changed this too:", conflicting: "Somebody else changed the same",
    keep_mine: "Keep mine", take_theirs: "Take theirs", undo: "Undo", redo: "Redo", nothing: "There is nothing to take back.",
    play: "Play", pause: "Pause", back3: "3 seconds back", on3: "3 seconds on", loop: "Repeat", speed: "Speed",
    derived: "sound made from the recording, 16 kHz", original: "the recording itself", making: "The sound is being made ready",
    no_sound: "There is no sound", position: "Position", zoom_in: "Closer", zoom_out: "Wider", not_published: "not published",
    edited: "edited", history: "History", was: "was", close: "Close", note_label: "Your note", save: "Save",
    orphans: "Decisions on what is not there any more", speaker: "Who speaks", key_hint: "Escape leaves the text", notes: "For information",
    others: "Jump to the next part", reload: "Another version is shown now; the page reads it anew.", undecided: "open", sentence: "Sentence",
    captions: "Captions", cue: "Caption", chosen: "Chosen caption", limits: "Limits", next_breach: "Next breach", with_breaches: "with breaches", by_hand: "by hand", set_by_hand: "Set by hand",
    split: "Split", join: "Join with next", take_article: "Article\u2019s wording", take_speech: "Heard wording", as_made: "As made", here: "here", edge_start: "Begins", edge_end: "Ends",
    cannot_be_kept: "the speech is faster", cue_changed: "changed this caption meanwhile:", not_done: "The server does not answer: that was not done.", cue_hint: "Escape leaves the text. Enter begins a line, Alt and Enter splits.",
    go: "Show", take_away: "Take away", set_break: "begins here", set_join: "joined", set_start: "beginning", set_end: "end", standing_gone: "words gone", standing_to_confirm: "please confirm", standing_applied: "set", standing_unused: "not needed here",
    keys_cue: "In the list of captions", keys_wave: "On the sound", keys_reports: "In the list of reports",
    waveform: "Waveform", overview: "The whole recording", keys_everywhere: "Everywhere", keys_outside: "Outside text", keys_in_text: "In text",
    keys_list: "In the list of findings", not_read: "No words yet. rawi transcribe makes them.", minutes: "min", letters: "Single keys",
  },
  ar: {
    skip: "إلى المحتوى", list: "التقارير", back: "كل التقارير", help: "المفاتيح", language: "English",
    name: "اسمك", search: "بحث", all: "الكل",
    report: "التقرير", lang: "اللغة", date: "التاريخ", meaning: "معنى", wording: "صياغة", not_said: "لم يقل",
    decided: "ما بت فيه", state: "الحال", length: "المدة", none_yet: "لا تقارير بعد: أضفها بالأمر rawi make.",
    no_match: "لا تقرير يطابق البحث.", loading: "جار التحميل", new: "جديد", transcribed: "مفرغ", aligned: "مطابق", reviewed: "مراجع", approved: "معتمد", reopened: "تغير بعد ذلك", refused: "مرفوض",
    is_here: "هنا الآن", stretch_in_article: "في المقال", stretch_not_in_article: "ليس في المقال", stretch_speech: "كلام", stretch_music: "موسيقى أو صوت آخر", stretch_noted_sound: "صوت مذكور في النص", stretch_gap: "لا أحد يتكلم", legend: "ما تعرضه الصورة", stretch_suspected_hallucination: "كلمات مشكوك فيها", stretch_missing_transcript: "كلام بلا نص",
    merged: "غير كلمات أخرى من هذا المقطع، وبقي النصان معا.", segment_tools: "المقطع", split_here: "قسم هنا", join_next: "ادمج مع التالي", name_speaker: "المتكلم", mark_sound: "صوت", nothing_to_cut: "ضع المؤشر بين كلمتين ليقسم المقطع هناك.",
    lost_text: "صار المقطع جزءا من غيره. وهذا ما كتبته فيه:", everywhere_speaker: "حيثما تكلم هذا المتكلم", suggested: "مقترحات", remove_name: "بلا اسم", sound_label: "الصوت", at_caret: "عند المؤشر، أو مكان المحدد",
    this_segment: "هذا المقطع", whole_report: "التقرير كله", take_back: "تراجع عنه", taken_back: "تُراجع عنه", no_history: "لم يغير شيء بعد.", did_text: "النص", did_speaker: "المتكلم", did_split: "قسم", did_join: "دمج", nobody: "بلا اسم",
    files: "الملفات", files_older: "أقدم من النص", file_approved: "كما اعتمد", file_outdated: "كما كان من قبل", file_unapproved: "لم يكتب عند اعتماد", not_written: "لم يكتب",
    review: "روجع", approve: "اعتمد", open_again: "أعد الفتح", changed_since: "تغير منذ روجع أو اعتمد", stale: "تغير منذ قرأته، انظر مرة أخرى.", findings: "ملاحظات", no_findings: "لا ملاحظات. استمع للتأكد.", text: "النص",
    article: "المقال", speech: "المسموع", listen: "استمع", listen_around: "استمع إلى ما حوله", article_right: "المقال هو الصحيح",
    speech_right: "المسموع هو الصحيح", correct: "صحح النص", note: "ملاحظة", reopen: "أعد الفتح",
    confirm: "تغير الموضع منذ البت فيه، يرجى التأكيد.", filter: "الأنواع المعروضة:", by: "بقلم", saved: "حفظ", saving: "جار الحفظ",
    unsaved: "لم يحفظ بعد", offline: "الخادم لا يجيب. ما تكتبه محفوظ هنا ويرسل حين يعود.",
    restarted: "أعيد تشغيل الخادم. افتح الرابط الجديد، وما كتبته ينتقل معه.", conflict: "غير هذا أيضا:", conflicting: "غير غيرك الموضع نفسه",
    keep_mine: "أبق نصي", take_theirs: "خذ نص الآخر", undo: "تراجع", redo: "أعد", nothing: "لا شيء للتراجع عنه.",
    play: "شغل", pause: "أوقف", back3: "3 ثوان إلى الوراء", on3: "3 ثوان إلى الأمام", loop: "كرر", speed: "السرعة",
    derived: "صوت مستخرج من التسجيل، 16 كيلوهرتز", original: "التسجيل نفسه", making: "جار تجهيز الصوت",
    no_sound: "لا صوت", position: "الموضع", zoom_in: "أقرب", zoom_out: "أبعد", not_published: "لم ينشر",
    edited: "معدل", history: "السجل", was: "كان", close: "إغلاق", note_label: "ملاحظتك", save: "احفظ",
    orphans: "قرارات في ما لم يعد موجودا", speaker: "المتكلم", key_hint: "مفتاح Escape يخرج من النص", notes: "للعلم",
    others: "إلى الجزء التالي", reload: "تعرض الآن نسخة أخرى، والصفحة تقرؤها من جديد.", undecided: "مفتوح", sentence: "الجملة",
    captions: "الشارحات", cue: "شارحة", chosen: "الشارحة المختارة", limits: "الحدود", next_breach: "المخالفة التالية", with_breaches: "مخالفة", by_hand: "باليد", set_by_hand: "ما ضبط باليد",
    split: "قسم", join: "ادمج مع التالية", take_article: "نص المقال", take_speech: "النص المسموع", as_made: "كما صنعت", here: "هنا", edge_start: "تبدأ", edge_end: "تنتهي",
    cannot_be_kept: "الكلام أسرع", cue_changed: "غير هذه الشارحة في هذه الأثناء:", not_done: "الخادم لا يجيب، لم ينفذ ذلك.", cue_hint: "مفتاح Escape يخرج من النص، وEnter يبدأ سطرا، وAlt مع Enter يقسم.",
    go: "اعرض", take_away: "أزل", set_break: "تبدأ هنا", set_join: "مدمجة", set_start: "البداية", set_end: "النهاية", standing_gone: "زالت كلماتها", standing_to_confirm: "يرجى التأكيد", standing_applied: "مضبوط", standing_unused: "لا حاجة هنا",
    keys_cue: "في قائمة الشارحات", keys_wave: "على الصوت", keys_reports: "في قائمة التقارير",
    waveform: "الموجة", overview: "التسجيل كله", keys_everywhere: "في كل مكان", keys_outside: "خارج النص", keys_in_text: "داخل النص",
    keys_list: "في قائمة الملاحظات", not_read: "لا كلمات بعد. الأمر rawi transcribe يستخرجها.", minutes: "د", letters: "المفاتيح المفردة",
  },
};

const KINDS = {
  en: { refused_pair: "refused pair", nothing_heard: "no words were heard", changed_meaning: "says something else", published_not_said: "published, not said",
    reworded: "reworded", ambiguous: "ambiguous", said_not_published: "said, not published", translated: "said in another language", suspected_hallucination: "doubtful words",
    missing_transcript: "no transcript", moved: "moved", duplicate: "duplicate", listen: "listen here", misheard: "probably misheard" },
  ar: { refused_pair: "تسجيل ومقال لا يتطابقان", nothing_heard: "لم تسمع كلمات", changed_meaning: "معنى مختلف", published_not_said: "نشر ولم يقل",
    reworded: "صياغة مختلفة", ambiguous: "ملتبس", said_not_published: "قيل ولم ينشر", translated: "قيل بلغة أخرى", suspected_hallucination: "كلمات مشكوك فيها",
    missing_transcript: "كلام بلا نص", moved: "في غير موضعه", duplicate: "مكرر", listen: "استمع هنا", misheard: "خطأ سمع على الأرجح" },
};

// How a kind of finding looks: the classes of the check report.
export const CLASSES = { refused_pair: "not", nothing_heard: "not", changed_meaning: "not", published_not_said: "not", missing_transcript: "not",
  reworded: "partly", ambiguous: "partly", suspected_hallucination: "partly", said_not_published: "extra", translated: "extra", listen: "partly",
  moved: "furniture", duplicate: "furniture", misheard: "furniture" };

const STORE = "rawi.settings";

export const settings = Object.assign({ language: "", by: "", letters: true, preset: "" }, read(STORE));

function read(name) {
  try { return JSON.parse(localStorage.getItem(name)) || {}; } catch { return {}; }
}

export function keepSettings() {
  try { localStorage.setItem(STORE, JSON.stringify(settings)); } catch { /* A browser without a store forgets. */ }
  applySettings();
}

export function language() {
  return settings.language || ((navigator.language || "en").startsWith("ar") ? "ar" : "en");
}

export function applySettings() {
  document.documentElement.lang = language();
  document.documentElement.dir = language() === "ar" ? "rtl" : "ltr";
  document.getElementById("skip").textContent = t("skip");
}

export const t = (name) => WORDS[language()][name] ?? name;
export const kindName = (kind) => KINDS[language()][kind] ?? kind;

// An element: el("button.t", { onclick, ariaLabel, dataset: {…} }, child, "text", …)
export function el(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key === "dataset") Object.assign(node.dataset, value);
    else if (key in node && key !== "list" && key !== "form") node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function button(label, act, properties = {}) {
  return el("button", { type: "button", onclick: act, ...properties }, label);
}

export function clock(ms) {
  const s = Math.floor(ms / 1000), two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(s / 3600), minutes = Math.floor(s / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
}

// A time is read from left to right in both directions.
export const timeText = (ms) => el("bdi", { dir: "ltr" }, clock(ms));
export const foreign = (text, lang) => el("bdi", { dir: "auto", lang: lang || undefined }, text);

// The way back, and what is shown.
export const heading = (title, lang) => [el("a.back", { href: "#/" }, `‹ ${t("back")}`), el("h1", {}, foreign(title, lang))];

export function alertText(text) {
  const place = document.getElementById("alert");
  place.textContent = text || "";
  place.hidden = !text;
}

// A dialog with a title and what stands in it. `act` is done when it is confirmed, by its button or Enter. Gives what closes it,
// confirmed or not.
export function dialog(title, nodes, act = null, label = t("save")) {
  const before = document.activeElement;
  const node = el("dialog");
  node.setAttribute("aria-labelledby", "dialog-title");
  const close = (isDone = false) => { node.close(); node.remove(); before?.focus?.(); if (isDone) act?.(); };
  const form = el("form", { method: "dialog", onsubmit: (event) => { event.preventDefault(); close(true); } },
    el("h2", { id: "dialog-title" }, title), ...nodes.filter(Boolean), el("p.choices", {}, ...(act ? [el("button", { type: "submit" }, label)] : []), button(t("close"), () => close())));
  node.append(form);
  node.addEventListener("cancel", (event) => { event.preventDefault(); close(); });
  document.body.append(node);
  node.showModal();
  return close;
}
