// The workbench as a whole: which assessment is open, and which view of it is shown.
import { Assessments } from "./assessments.js";
import { Tabs } from "./claim.js";
import { button, h, plain } from "./dom.js";
import { Frame } from "./frame.js";
import { linksForDisk } from "./offline.js";
import { SHOWN } from "./progress.js";
import { Session } from "./session.js";
import { listView, titleOf } from "./view-list.js";
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
    this.tabs = new Tabs((message) => this.hear(message));
    this.assessments = new Assessments(this);
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
    this.place = {
      assessment: this.session ? wanted : "",
      view: this.session ? view : "",
      id,
      shown: SHOWN.includes(shown) ? shown : "all",
    };
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
      copied: (copy) => {
        this.frame.pass(this.words.say("kept-copy"), [h("a", { href: `#/a/${copy}` }, this.words.say("open"))]);
      },
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
}
