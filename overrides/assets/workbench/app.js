// The workbench as a whole: which assessment is open, and which view of it is shown.
import { Assessments } from "./assessments.js";
import { Tabs } from "./claim.js";
import { button, h, plain } from "./dom.js";
import { Frame } from "./frame.js";
import { linksForDisk } from "./offline.js";
import { SHOWN } from "./progress.js";
import { Session } from "./session.js";
import { listSection, listView, titleOf } from "./view-list.js";
import { overview } from "./view-overview.js";
import { moduleView } from "./view-module.js";
import { questionView } from "./view-question.js";
import { gapsView, printView } from "./view-results.js";

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
    this.way = Promise.resolve();
    this.told = "";
    this.tabs = new Tabs((message) => this.hear(message));
    this.assessments = new Assessments(this, root.dataset.files);
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

  /**
   * Go where the address says, after any way that was begun before.
   * @param {boolean} [first] whether the page has just been opened
   */
  route(first = false) {
    this.way = this.way.then(() => this.follow(first));
    return this.way;
  }

  async follow(first) {
    const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
    const [kind, assessment = "", view = "", id = ""] = path.split("/");
    const shown = new URLSearchParams(query).get("show") ?? "all";
    const wanted = kind === "a" ? assessment : "";
    const before = this.place;
    this.frame.passing.replaceChildren();
    if (this.session?.summary.id !== wanted) await this.open(wanted);
    this.session?.pause();
    this.place = {
      assessment: this.session ? wanted : "",
      view: this.session ? view : "",
      id,
      shown: SHOWN.includes(shown) ? shown : "all",
    };
    if (wanted && !this.session) this.frame.pass(this.words.say("gone-assessment"));
    await this.render();
    if (this.told) this.frame.pass(this.told);
    this.told = "";
    if (first) return;
    // The heading gets the focus, so that the view is read; who chose what to show goes on choosing.
    const same = ["assessment", "view", "id"].every((key) => before[key] === this.place[key]);
    const show = same ? this.frame.view.querySelector("#wb-show") : null;
    (show ?? this.frame.view.querySelector("#wb-heading"))?.focus();
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
      copied: (copy) => this.copied(session, copy),
    });
    this.takenOver = false;
    await session.claim.ask();
    // What another tab wrote until it let go.
    const now = await this.store.read(id);
    if (now) session.take(now);
    this.session = session;
    // So that it is there when the connection is not.
    this.assessments.files.tools().catch(() => undefined);
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

  /** What was typed was kept as a copy: go on in it, unless another tab has taken the assessment. */
  copied(session, copy) {
    const words = this.words.say("kept-copy");
    if (session !== this.session || !session.writes) {
      this.frame.pass(words, [h("a", { href: `#/a/${copy}` }, this.words.say("open"))]);
      return;
    }
    this.told = words;
    location.hash = location.hash.replace(session.summary.id, copy);
  }

  async hear({ type, id }) {
    const { session } = this;
    if (!session) {
      if (type !== "yield") await this.refreshList();
    } else if (session.summary.id === id) {
      if (type === "yield" && session.writes) await session.handOver();
      else if (type === "saved" && (await session.refresh())) await this.render();
    }
  }

  /**
   * Show the list anew; what is being typed beside it stays.
   * @param {string} [focus] what gets the focus if somebody did it here; otherwise nobody is disturbed
   */
  async refreshList(focus = "") {
    const old = this.frame.view.querySelector("#wb-assessments");
    const typing = old?.querySelector("form:not([hidden])")?.contains(document.activeElement);
    if (!old || (typing && !focus)) return;
    old.replaceWith(await listSection(this));
    linksForDisk(document);
    if (focus) this.frame.view.querySelector(focus)?.focus();
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
}
