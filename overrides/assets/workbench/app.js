// The workbench as a whole: which assessment is open, which view is shown, and what can be done with assessments.
import { Tabs } from "./claim.js";
import { button, h, plain } from "./dom.js";
import { download, exported, imported } from "./files.js";
import { Frame } from "./frame.js";
import { migrate } from "./migrate.js";
import { REPLY, blank } from "./model.js";
import { linksForDisk } from "./offline.js";
import { SHOWN } from "./progress.js";
import { Session, partsOf, stateOf, summaryOf } from "./session.js";
import { listView, titleOf } from "./view-list.js";
import { overview } from "./view-overview.js";
import { moduleView, questionView } from "./view-question.js";
import { gapsView, printView } from "./view-results.js";

const MOST_PROBLEMS = 50;

/** The workbench. */
export class App {
  /**
   * @param {HTMLElement} root
   * @param {import("./data.js").Guidance} guidance
   * @param {import("./words.js").Words} words
   * @param {import("./store.js").Store} store
   */
  constructor(root, guidance, words, store) {
    this.guidance = guidance;
    this.words = words;
    this.store = store;
    /** @type {Session | null} */
    this.session = null;
    this.place = { assessment: "", view: "", id: "", shown: "all" };
    this.takenOver = false;
    this.tabs = new Tabs((message) => this.hear(message));
    this.frame = new Frame(this, root);
    this.pageTitle = document.title;
  }

  /** What the open assessment is called. */
  get title() {
    return this.session ? titleOf(this, { ...this.session.summary, ...this.session.state.checklist }) : "";
  }

  /** The address of a view of the open assessment. */
  at(view, id = "") {
    return ["#/a", this.place.assessment, view, id].filter(Boolean).join("/");
  }

  /** @param {string} address */
  go(address) {
    if (location.hash === address) this.render();
    else location.hash = address;
  }

  /** Go where the address says; the heading of the view gets the focus, so that it is read. */
  async route(first = false) {
    const [path, query = ""] = decodeURIComponent(location.hash.replace(/^#\/?/, "")).split("?");
    const [kind, assessment = "", view = "", id = ""] = path.split("/");
    const shown = new URLSearchParams(query).get("show") ?? "all";
    const wanted = kind === "a" ? assessment : "";
    this.frame.passing.replaceChildren();
    if (this.session?.summary.id !== wanted) await this.open(wanted);
    this.session?.pause();
    this.place = { assessment: this.session ? wanted : "", view: this.session ? view : "", id, shown: SHOWN.includes(shown) ? shown : "all" };
    if (wanted && !this.session) this.frame.pass(this.words.say("gone-assessment"));
    await this.render();
    if (!first) {
      this.frame.view.querySelector("#wb-heading")?.focus();
      this.frame.bar.scrollIntoView({ block: "nearest" });
    }
  }

  async open(id) {
    const last = this.session;
    this.session = null;
    await last?.close();
    const found = id ? await this.store.read(id) : null;
    if (!found) return;
    const session = new Session(this.store, found, {
      changed: () => this.frame.update(),
      kept: () => this.kept(session),
      lost: () => this.lost(session),
      copied: (copy) => { this.frame.pass(this.words.say("kept-copy"), [h("a", { href: `#/a/${copy}` }, this.words.say("open"))]); },
    });
    this.takenOver = false;
    await session.claim.ask();
    // What another tab wrote until it let go.
    const now = await this.store.read(id);
    if (now) session.take(now);
    this.session = session;
  }

  /** @param {string} [focus] the id of the field to go to */
  async render(focus = "") {
    const { view, id, shown } = this.place;
    const views = {
      "": () => overview(this),
      q: () => questionView(this, id),
      m: () => moduleView(this, id, shown),
      gaps: () => gapsView(this),
      print: () => printView(this),
    };
    const nodes = this.session ? (views[view] ?? views[""])() : await listView(this);
    this.frame.show(nodes);
    const heading = this.frame.view.querySelector("#wb-heading")?.textContent;
    document.title = this.session && heading ? `${heading} – ${this.pageTitle}` : this.pageTitle;
    linksForDisk(document);
    if (focus) document.getElementById(focus)?.focus();
  }

  /**
   * The heading of a view.
   * @param {any} content
   */
  heading(content) {
    return h("h2", { id: "wb-heading", tabindex: "-1", dir: "auto" }, content);
  }

  /** @param {string} words */
  announce(words) {
    this.frame.announce(words);
  }

  kept(session) {
    this.tabs.tell({ type: "saved", id: session.summary.id });
    if (session !== this.session) return;
    this.frame.update();
    this.frame.updateCounts();
  }

  async lost(session) {
    if (session !== this.session) return;
    this.takenOver = true;
    await this.render();
  }

  async hear({ type, id }) {
    const { session } = this;
    if (type === "yield" && session?.summary.id === id && session.writes) await session.handOver();
    else if (type === "saved" && session?.summary.id === id && !session.writes && (await session.refresh())) await this.render();
    else if (!session && type !== "yield") await this.render();
  }

  async takeOver() {
    const { session } = this;
    this.tabs.tell({ type: "yield", id: session.summary.id });
    if (await session.claim.take()) {
      const found = await this.store.read(session.summary.id);
      if (found) session.take(found);
    }
    this.takenOver = false;
    await this.render();
    this.frame.view.querySelector("#wb-heading")?.focus();
  }

  /** @param {"undo" | "redo"} kind */
  async step(kind) {
    const entry = this.session?.[kind]();
    if (!entry) return;
    const question = this.guidance.questions.get(entry.question);
    const what = question ? plain(question.text) : this.words.say("overview");
    const there = question ? this.at("q", question.id) : this.at("");
    if (location.hash !== there) this.go(there);
    else await this.render();
    this.announce(this.words.say(kind === "undo" ? "undone" : "redone", { what }));
  }

  /**
   * A newer version of the page is there: load it when the person wants it, after all is saved.
   * @param {() => void} load
   */
  offerNewer(load) {
    const act = async () => {
      await this.session?.close();
      load();
    };
    this.frame.pass(this.words.say("new-version"), [button(this.words.say("reload"), act)]);
  }

  // --- assessments

  async begin({ country, scope, filled_by: by, published }) {
    const { guidance } = this;
    const head = { country, lang: guidance.language, edition: guidance.edition, digest: guidance.digest, scope, ...(by ? { filled_by: by } : {}) };
    const state = blank(head);
    if (published) {
      const known = Object.entries(guidance.published[country]).filter(([id]) => scope === "full" || guidance.questions.get(id)?.core);
      state.replies = structuredClone(Object.fromEntries(known));
    }
    this.go(`#/a/${await this.add(state, "")}`);
  }

  async add(state, name) {
    navigator.storage?.persist?.().catch(() => undefined);
    const summary = summaryOf(state, name);
    await this.store.write(summary, partsOf(state), []).catch(() => this.frame.pass(this.words.say("save-failed")));
    this.tabs.tell({ type: "listed" });
    return summary.id;
  }

  async duplicate(id) {
    const found = await this.store.read(id);
    if (!found) return;
    await this.add(stateOf(found.parts), this.words.say("copy-of", { name: titleOf(this, found.summary) }));
    await this.render();
  }

  async rename(id, name) {
    await this.store.alter(id, { name });
    this.tabs.tell({ type: "listed" });
    await this.render();
  }

  async remove(one) {
    const set = async (deleted) => {
      await this.store.alter(one.id, { deleted });
      this.tabs.tell({ type: "listed" });
      await this.render();
    };
    await set(Date.now());
    const back = async () => {
      this.frame.passing.replaceChildren();
      await set(0);
      this.frame.view.querySelector("#wb-heading")?.focus();
    };
    const undo = button(this.words.say("undo"), back);
    this.frame.pass(this.words.say("deleted", { name: titleOf(this, one) }), [undo]);
    undo.focus();
  }

  async carryOver() {
    const { session } = this;
    const before = session.state;
    const after = migrate(before, this.guidance, this.words);
    const changes = ["edition", "digest"].map((field) => ({ at: "checklist", field, value: after.checklist[field] }));
    changes.push({ at: "", field: "unplaced", value: after.unplaced });
    for (const id of new Set([...Object.keys(before.replies), ...Object.keys(after.replies)])) {
      for (const field of REPLY) {
        const [old, now] = [before.replies[id]?.[field], after.replies[id]?.[field]];
        if (JSON.stringify(old) !== JSON.stringify(now)) changes.push({ at: `replies/${id}`, field, value: now });
      }
    }
    session.change(changes);
    await this.render();
  }

  // --- files

  async exportStored(id, format) {
    const found = await this.store.read(id);
    if (found) await this.exportState(stateOf(found.parts), format);
  }

  async exportOpen(format) {
    await this.exportState(this.session.state, format);
  }

  async exportState(state, format) {
    const { words, guidance } = this;
    if (format === "xlsx" && state.conflicts.length) {
      this.frame.pass(words.say("e-conflicts"));
      return;
    }
    const { name, blob, changed } = await exported(state, format, guidance, words);
    download(blob, name);
    this.announce(words.say("export-as", { format: format.toUpperCase() }));
    if (changed.length) {
      const texts = changed.map((id) => h("li", {}, id === "sign_offs" ? words.say("sign-offs") : plain(guidance.questions.get(id)?.text ?? id)));
      this.frame.pass(h("div", {}, h("p", {}, words.say("also-left-out")), h("ul", {}, texts)));
    }
  }

  /** @param {File[]} files each becomes an assessment of its own; nothing that is here is changed */
  async importFiles(files) {
    const { words } = this;
    const made = [];
    const failed = [];
    for (const file of files) {
      const { state, problems } = await imported(file, this.guidance);
      if (state) made.push([file.name, await this.add(state, file.name.replace(/\.\w+$/, ""))]);
      else failed.push([file.name, problems]);
    }
    await this.render();
    for (const [name, id] of made) this.frame.pass(words.say("imported", { name }), [h("a", { href: `#/a/${id}` }, words.say("open"))]);
    for (const [name, problems] of failed) this.frame.pass(this.told(name, problems));
  }

  told(file, problems) {
    const { words } = this;
    const items = problems.slice(0, MOST_PROBLEMS).map(({ word, values = {}, reason, line, column, sheet, cell }) => {
      const where = sheet !== undefined ? words.say("at-cell", { sheet, cell }) : line ? words.say("at-line", { line, column }) : "";
      return h("li", {}, where ? h("strong", {}, where, " ") : null, words.say(word, values), reason ? [" ", h("span", { lang: "en", dir: "ltr" }, reason)] : null);
    });
    const more = problems.length - items.length;
    if (more > 0) items.push(h("li", {}, words.count("n-more-problems", more)));
    return h("div", {}, h("p", {}, words.say("import-failed", { file })), h("ul", {}, items));
  }
}
