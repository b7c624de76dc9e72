// What stands around every view: where one is, whether all is saved, undo, export, and what the page has to say.
import { button, h, said } from "./dom.js";
import { FORMATS } from "./formats.js";
import { counted } from "./progress.js";

/** The frame of the page. */
export class Frame {
  /**
   * @param {import("./app.js").App} app
   * @param {HTMLElement} root
   */
  constructor(app, root) {
    this.app = app;
    this.state = h("span", { class: "wb-state" });
    this.bar = h("div", { class: "wb-bar wb-screen" });
    this.standing = h("div", { class: "wb-standing wb-screen", role: "alert" });
    this.passing = h("div", { class: "wb-passing wb-screen", role: "status" });
    this.live = h("p", { class: "wb-live", role: "status" });
    this.modules = h("div", { class: "wb-screen" });
    this.view = h("div", { class: "wb-view" });
    this.offline = h("p", { class: "meta wb-screen", role: "status" });
    root.replaceChildren(this.bar, this.standing, this.passing, this.modules, this.view, this.offline, this.live);
  }

  /**
   * Show a view of the open assessment, or of all of them.
   * @param {any[]} nodes
   */
  show(nodes) {
    const { app } = this;
    this.view.replaceChildren(...nodes.flat(3).filter(Boolean));
    this.view.classList.toggle("wb-read-only", Boolean(app.session && !app.session.writes));
    if (app.session && !app.session.writes) {
      for (const field of this.view.querySelectorAll("input, textarea, select:not(#wb-show), button")) field.disabled = true;
    }
    this.drawBar();
    this.drawModules();
    this.update();
  }

  drawBar() {
    const { app } = this;
    const { words, session } = app;
    if (!session) {
      this.bar.replaceChildren();
      return;
    }
    this.undo = button(words.say("undo"), () => app.step("undo"));
    this.redo = button(words.say("redo"), () => app.step("redo"));
    const formats = FORMATS.map((format) =>
      button(words.say("export-as", { format: format === "xlsx" ? "Excel" : format.toUpperCase() }), (event) => {
        event.target.closest("details").open = false;
        app.assessments.exportOpen(format);
      }),
    );
    const menu = h("details", { class: "wb-export" }, h("summary", {}, words.say("export")), h("div", {}, formats));
    const way = (to, word, here) => h("a", { href: to, "aria-current": here ? "page" : null }, words.say(word));
    const { view } = app.place;
    this.bar.replaceChildren(
      h(
        "nav",
        { "aria-label": app.title, class: "wb-nav" },
        way("#/", "all-assessments", false),
        way(app.at(""), "overview", view === ""),
        way(app.at("gaps"), "gaps", view === "gaps"),
        way(app.at("print"), "print-view", view === "print"),
      ),
      h("div", { class: "wb-tools" }, this.state, this.undo, this.redo, menu),
    );
  }

  drawModules() {
    const { app } = this;
    const { words, guidance, session } = app;
    if (!session || ["print", ""].includes(app.place.view)) {
      this.modules.replaceChildren();
      return;
    }
    const open = this.modules.querySelector("details")?.open ?? false;
    this.counts = new Map();
    const items = guidance.modules.map((module) => {
      if (!guidance.asked(session.state, module.questions).length) return null;
      const count = h("span", { class: "meta" });
      this.counts.set(module, count);
      const here = app.place.view === "m" ? app.place.id === module.id : guidance.moduleOf.get(app.place.id) === module;
      return h(
        "li",
        {},
        h("a", { href: app.at("m", module.id), "aria-current": here ? "true" : null }, said(module.title)),
        " ",
        count,
      );
    });
    this.modules.replaceChildren(
      h("details", { class: "wb-modules", open }, h("summary", {}, words.say("modules")), h("ul", { class: "plain" }, items)),
    );
    this.updateCounts();
  }

  updateCounts() {
    const { words, guidance, session } = this.app;
    for (const [module, count] of this.counts ?? []) {
      const found = counted(guidance.asked(session.state, module.questions), session.state);
      count.textContent = words.say("answers-of", { answered: words.number(found.answered), count: words.number(found.count) });
    }
  }

  /** Say anew whether all is saved, what can be taken back, and what stands in the way. */
  update() {
    const { app } = this;
    const { words, session, store } = app;
    const standing = [];
    if (!store.keeps) standing.push(notice(words.say("no-store")));
    if (session) {
      const { status } = session;
      this.state.textContent = words.say(status === "save-failed" ? "not-saved" : status);
      this.state.dataset.state = status;
      this.undo.disabled = !session.done.length || !session.writes;
      this.redo.disabled = !session.undone.length || !session.writes;
      if (status === "save-failed")
        standing.push(
          notice(
            words.say("save-failed"),
            FORMATS.map((format) =>
              button(words.say("export-as", { format: format.toUpperCase() }), () => app.assessments.exportOpen(format)),
            ),
          ),
        );
      if (!session.writes)
        standing.push(
          notice(words.say(app.takenOver ? "taken-over" : "other-tab"), [button(words.say("take-over"), () => app.takeOver())]),
        );
    }
    const name = standing.map((one) => one.textContent).join();
    if (name !== this.stood) this.standing.replaceChildren(...standing);
    this.stood = name;
  }

  /**
   * Say something once, to be seen and heard until the reader goes on.
   * @param {any} content
   * @param {any[]} [actions]
   */
  pass(content, actions = []) {
    this.passing.append(notice(content, actions));
  }

  /** Say that the page can do without a connection from now on. */
  sayOffline() {
    this.offline.textContent = this.app.words.say("offline-ready");
  }

  /** @param {string} words for those who hear the page only */
  announce(words) {
    this.live.textContent = "";
    setTimeout(() => {
      this.live.textContent = words;
    }, 50);
  }
}

function notice(content, actions = []) {
  return h(
    "div",
    { class: "notice" },
    typeof content === "string" ? h("p", {}, content) : content,
    actions.length ? h("p", { class: "wb-actions" }, actions) : null,
  );
}
