// How far a report has come, and the next step: the same in every view of it.
import { post } from "./api.js";
import { alertText, button, el, settings, t } from "./ui.js";

const STANDINGS = { approved: "spoken", outdated: "partly", unapproved: "furniture" };

export class Approval {
  // `view`: status() and files(), alignment() that was seen, flush() of what is unsaved, readAnew() when something changed meanwhile.
  constructor(id, view) {
    Object.assign(this, { id, view });
    this.node = el("span.approval", { role: "group", ariaLabel: t("state") });
    this.draw();
  }

  draw() {
    const { status, changed, decisions } = this.view.status();
    const last = decisions.at(-1);
    const told = [t(status), changed.length ? ` · ${t("changed_since")}` : "", last && last.decision !== "open" ? ` (${last.author ?? "?"})` : ""].join("");
    const act = (name, decision) => button(t(name), () => this.decide(decision));
    this.node.replaceChildren(el(`span.badge.${status === "approved" ? "spoken" : changed.length ? "partly" : "furniture"}`, {}, told), " ",
      ...(status === "approved" ? [] : status === "reviewed" ? [act("approve", "approved")] : [act("review", "reviewed"), " ", act("approve", "approved")]),
      ...(["reviewed", "approved"].includes(status) ? [" ", act("open_again", "open")] : []), ...this.files());
  }

  // Which files were written of it, and whether they are what was approved.
  files() {
    const files = this.view.files();
    if (!files.length) return [];
    const older = files.filter((file) => file.standing === "outdated").length;
    const line = ({ path, standing }) => el("li", {}, el("bdi", { dir: "ltr" }, path), " ", el(`span.badge.${STANDINGS[standing]}`, {}, t(`file_${standing}`)));
    return [" ", el("details.files", { open: this.shown, ontoggle: (event) => { this.shown = event.target.open; } },
      el("summary", {}, `${t("files")} (`, el("bdi", {}, String(files.length)), ")", older ? ` · ${t("files_older")}: ` : "", older ? el("bdi", {}, String(older)) : null),
      el("ul", { role: "list" }, ...files.map(line)))];
  }

  async decide(decision) {
    await this.view.flush();
    try {
      const told = await post(`/api/reports/${this.id}/status`, { decision, note: null, by: settings.by, seen: this.view.alignment(), captions_seen: this.view.captions?.() ?? null });
      this.view.decided(told, told.files);
      const kept = told.written.filter((file) => file.outcome === "kept").map((file) => file.why);
      alertText([told.not_written, ...kept].filter(Boolean).map((why) => `${t("not_written")}: ${why}`).join("\n"));
    } catch (error) {
      alertText(error.body?.outcome === "stale" ? t("stale") : error.message);
      this.view.readAnew();
    }
    this.draw();
  }
}
