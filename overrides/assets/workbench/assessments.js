// What can be done with assessments: begin, copy, rename and delete them, and pass them on as files.
import { button, h, plain } from "./dom.js";
import { Files, download } from "./formats.js";
import { migrate } from "./migrate.js";
import { REPLY, blank } from "./model.js";
import { partsOf, stateOf, summaryOf } from "./parts.js";
import { titleOf } from "./view-list.js";

const MOST_PROBLEMS = 50;

/** The assessments of this browser, as a person handles them. */
export class Assessments {
  /**
   * @param {import("./app.js").App} app
   * @param {string} files the address of the script that reads and writes them
   */
  constructor(app, files) {
    this.app = app;
    this.files = new Files(files);
  }

  /** What reads and writes files; nothing if it cannot be loaded, which is said. */
  async tools() {
    try {
      return await this.files.tools();
    } catch (failure) {
      console.warn(failure);
      this.app.frame.pass(this.app.words.say("e-files"));
      return null;
    }
  }

  /**
   * Begin an assessment and open it.
   * @param {{country: string, scope: string, filled_by: string, published: boolean}} chosen
   */
  async begin({ country, scope, filled_by: by, published }) {
    const { guidance } = this.app;
    const { edition, digest, language: lang } = guidance;
    const state = blank({ country, lang, edition, digest, scope, ...(by ? { filled_by: by } : {}) });
    if (published) {
      const known = Object.entries(guidance.published[country]);
      const asked = known.filter(([id]) => scope === "full" || guidance.questions.get(id)?.core);
      state.replies = structuredClone(Object.fromEntries(asked));
    }
    const id = await this.add(state, "");
    if (id) this.app.go(`#/a/${id}`);
  }

  /** Keep a checklist as a new assessment; its id, or nothing if the browser cannot keep it, which is said. */
  async add(state, name) {
    navigator.storage?.persist?.().catch(() => undefined);
    const summary = summaryOf(state, name);
    try {
      await this.app.store.write(summary, partsOf(state), []);
    } catch {
      this.app.frame.pass(this.app.words.say("save-failed"));
      return "";
    }
    this.app.tabs.tell({ type: "listed" });
    return summary.id;
  }

  /** @param {string} id */
  async duplicate(id) {
    const { app } = this;
    const found = await app.store.read(id);
    if (!found) return;
    await this.add(stateOf(found.parts), app.words.say("copy-of", { name: titleOf(app, found.summary) }));
    await app.refreshList("#wb-heading");
  }

  /** Change what the list shows of one. */
  async alter(id, change) {
    await this.app.store.alter(id, change);
    this.app.tabs.tell({ type: "listed" });
    await this.app.refreshList(`a[href="#/a/${id}"]`);
  }

  /** Delete one, with the way back at hand. */
  async remove(one) {
    const { frame, words } = this.app;
    await this.alter(one.id, { deleted: Date.now() });
    const back = async () => {
      frame.passing.replaceChildren();
      await this.alter(one.id, { deleted: 0 });
    };
    const undo = button(words.say("undo"), back);
    frame.pass(words.say("deleted", { name: titleOf(this.app, one) }), [undo]);
    undo.focus();
  }

  /** Carry the open one over to the questions of this edition; it can be undone like any change. */
  async carryOver() {
    const { session, guidance, words } = this.app;
    const before = session.state;
    const after = migrate(before, guidance, words);
    const changes = ["edition", "digest"].map((field) => ({ at: "checklist", field, value: after.checklist[field] }));
    changes.push({ at: "", field: "unplaced", value: after.unplaced });
    for (const id of new Set([...Object.keys(before.replies), ...Object.keys(after.replies)])) {
      for (const field of REPLY) {
        const [old, now] = [before.replies[id]?.[field], after.replies[id]?.[field]];
        if (JSON.stringify(old) !== JSON.stringify(now)) changes.push({ at: `replies/${id}`, field, value: now });
      }
    }
    session.change(changes);
    await this.app.render();
  }

  async exportStored(id, format) {
    const found = await this.app.store.read(id);
    if (found) await this.export(stateOf(found.parts), format);
  }

  exportOpen(format) {
    return this.export(this.app.session.state, format);
  }

  async export(state, format) {
    const { words, guidance, frame } = this.app;
    if (format === "xlsx" && state.conflicts.length) {
      frame.pass(words.say("e-conflicts"));
      return;
    }
    const tools = await this.tools();
    if (!tools) return;
    const { name, blob, changed } = await tools.exported(state, format, guidance, words);
    download(blob, name);
    if (!changed.length) return;
    const of = (id) => (id === "sign_offs" ? words.say("sign-offs") : plain(guidance.questions.get(id)?.text ?? id));
    const items = changed.map((id) => h("li", {}, of(id)));
    frame.pass(h("div", {}, h("p", {}, words.say("also-left-out")), h("ul", {}, items)));
  }

  /** @param {File[]} files each becomes an assessment of its own; nothing that is here is changed */
  async importFiles(files) {
    const { app } = this;
    const { words } = app;
    const tools = await this.tools();
    if (!tools) return;
    const said = [];
    for (const file of files) {
      const { state, problems } = await tools.imported(file, app.guidance);
      const id = state && (await this.add(state, file.name.replace(/\.\w+$/, "")));
      if (id) said.push([words.say("imported", { name: file.name }), [h("a", { href: `#/a/${id}` }, words.say("open"))]]);
      else if (!state) said.push([this.told(file.name, problems), []]);
    }
    await app.refreshList();
    for (const [content, actions] of said) app.frame.pass(content, actions);
  }

  told(file, problems) {
    const { words } = this.app;
    const items = problems.slice(0, MOST_PROBLEMS).map((problem) => this.problem(problem));
    const more = problems.length - items.length;
    if (more > 0) items.push(h("li", {}, words.count("n-more-problems", more)));
    return h("div", {}, h("p", {}, words.say("import-failed", { file })), h("ul", {}, items));
  }

  problem({ word, values = {}, reason, line, column, sheet, cell }) {
    const { words } = this.app;
    const inText = line ? words.say("at-line", { line, column }) : "";
    const where = sheet === undefined ? inText : words.say("at-cell", { sheet, cell });
    // The reader of YAML speaks English only.
    const why = reason ? [" ", h("span", { lang: "en", dir: "ltr" }, reason)] : null;
    return h("li", {}, where ? h("strong", {}, where, " ") : null, words.say(word, values), why);
  }
}
