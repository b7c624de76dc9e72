// One assessment that is open: what is typed is kept from the first key on, and every change can be taken back.
import { Claim } from "./claim.js";
import { LISTS, partsOf, refreshed, stateOf, summaryOf } from "./parts.js";
import { Overtaken } from "./store.js";

/** Milliseconds from a key to the write, and the pause after which typing is a change of its own. */
const DELAY = 250;
const PAUSE = 4_000;

/** An open assessment. */
export class Session {
  /**
   * @param {import("./store.js").Store} store
   * @param {any} found what the store read
   * @param {{changed: (session: Session) => void, kept: (session: Session) => void, lost: () => void, copied: (id: string) => void}} tell
   */
  constructor(store, found, tell) {
    this.store = store;
    this.tell = tell;
    this.status = "saved";
    this.timer = 0;
    this.writing = null;
    this.take(found);
    this.claim = new Claim(this.summary.id, () => this.lose());
  }

  take({ summary, parts, journal }) {
    this.summary = summary;
    this.state = stateOf(parts);
    this.done = [];
    this.undone = [];
    for (const entry of journal) this.replay(entry);
    this.next = (journal.at(-1)?.n ?? 0) + 1;
    this.dirty = nothing();
    this.onTheWay = nothing();
    this.typing = null;
  }

  replay(entry) {
    if (entry.kind === "edit") {
      this.done.push(entry);
      this.undone = [];
    } else if (entry.kind === "undo") this.undone.push(this.done.pop());
    else this.done.push(this.undone.pop());
  }

  /** Whether this tab may write. */
  get writes() {
    return this.claim.held;
  }

  get unsaved() {
    return this.dirty.parts.size + this.dirty.entries.size > 0;
  }

  /**
   * Set fields: of a reply ("replies/<id>"), of the head ("checklist") or a list (""). Typing on in one field is one
   * change until there is a pause.
   * @param {{at: string, field: string, value: any}[]} changes
   * @param {{question?: string, typed?: boolean}} [how]
   */
  change(changes, { question = "", typed = false } = {}) {
    if (!this.writes) return;
    const patches = changes.map(({ at, field, value }) => ({
      at,
      field,
      before: copy(this.part(at)[field]),
      after: copy(value),
    }));
    for (const patch of patches) this.set(patch.at, patch.field, patch.after);
    const same = this.typing && typed && this.typing.key === key(patches) && Date.now() - this.typing.time < PAUSE;
    if (same) {
      patches.forEach((patch, index) => {
        this.typing.entry.patches[index].after = patch.after;
      });
      this.typing.time = Date.now();
      this.dirty.entries.set(this.typing.entry.n, this.typing.entry);
    } else {
      const entry = this.note("edit", question, patches);
      this.typing = typed ? { key: key(patches), entry, time: Date.now() } : null;
    }
    this.touch();
  }

  /** What was typed so far is a change of its own. */
  pause() {
    this.typing = null;
  }

  /** @returns {any} the change that was taken back, if there was one */
  undo() {
    return this.step("undo", this.done.at(-1), "before");
  }

  /** @returns {any} the change that was done again, if there was one */
  redo() {
    return this.step("redo", this.undone.at(-1), "after");
  }

  step(kind, entry, side) {
    if (!entry || !this.writes) return null;
    const patches = side === "before" ? [...entry.patches].reverse() : entry.patches;
    for (const patch of patches) this.set(patch.at, patch.field, patch[side]);
    this.note(kind, entry.question, []);
    this.pause();
    this.touch();
    return entry;
  }

  note(kind, question, patches) {
    const entry = { n: this.next, kind, question, patches };
    this.next += 1;
    this.replay(entry);
    this.dirty.entries.set(entry.n, entry);
    return entry;
  }

  part(at) {
    if (at === "") return this.state;
    if (at === "checklist") return this.state.checklist;
    return (this.state.replies[at.slice("replies/".length)] ??= {});
  }

  set(at, field, value) {
    const part = this.part(at);
    if (value === undefined) delete part[field];
    else part[field] = copy(value);
    this.dirty.parts.add(at);
  }

  touch() {
    this.status = "saving";
    this.tell.changed(this);
    if (!this.timer && !this.writing) this.timer = setTimeout(() => this.save(), DELAY);
  }

  /**
   * Write what is not written yet.
   * @param {boolean} [leaving] the page may be gone at once: nothing is asked before
   * @returns {Promise<void>}
   */
  async save(leaving = false) {
    clearTimeout(this.timer);
    this.timer = 0;
    while (this.writing && !leaving) await this.writing;
    if (leaving) {
      this.dirty = both(this.onTheWay, this.dirty);
      this.store.giveUp();
    }
    if (!this.unsaved) return;
    const writing = this.write(leaving);
    this.writing = writing;
    await writing;
    if (this.writing === writing) this.writing = null;
    this.tell.kept(this);
    if (this.unsaved && this.status !== "save-failed") this.timer = setTimeout(() => this.save(), 0);
  }

  async write(leaving) {
    const dirty = this.dirty;
    const { version } = this.summary;
    this.dirty = nothing();
    this.onTheWay = dirty;
    this.summary = { ...refreshed(this.summary, this.state, Date.now()), version: version + 1 };
    const parts = [...dirty.parts].map((at) => ({
      at,
      value: at === "" ? Object.fromEntries(LISTS.map((name) => [name, this.state[name]])) : this.part(at),
    }));
    try {
      await this.store.write(this.summary, parts, [...dirty.entries.values()], leaving ? null : version);
      // What was typed while it was written is not kept yet.
      if (!this.unsaved && this.onTheWay === dirty) this.status = this.store.keeps ? "saved" : "not-saved";
    } catch (failure) {
      // Given up for another one, which has its changes.
      if (this.onTheWay !== dirty) return;
      this.summary = { ...this.summary, version };
      this.dirty = both(dirty, this.dirty);
      if (failure instanceof Overtaken) await this.keepCopy();
      else this.status = "save-failed";
    }
    if (this.onTheWay === dirty) this.onTheWay = nothing();
  }

  /** Somebody else wrote it meanwhile: neither version may be lost. */
  async keepCopy() {
    const summary = summaryOf(this.state, this.summary.name);
    try {
      await this.store.write(summary, partsOf(this.state), []);
    } catch {
      this.status = "save-failed";
      return;
    }
    this.dirty = nothing();
    this.status = "saved";
    this.tell.copied(summary.id);
  }

  /** Read again what another tab wrote. */
  async refresh() {
    const found = await this.store.read(this.summary.id);
    // What could not be saved is nowhere but here.
    if (!found || this.writes || this.unsaved) return false;
    this.take(found);
    return true;
  }

  /** Hand over to another tab that asks for it. */
  async handOver() {
    await this.save();
    if (this.unsaved) await this.keepCopy();
    if (this.unsaved) return;
    this.claim.release();
    this.tell.lost();
  }

  /** Another tab took it without waiting. */
  async lose() {
    clearTimeout(this.timer);
    if (this.unsaved) await this.keepCopy();
    this.tell.lost();
  }

  /** Close it: all is written, and another tab may have it. */
  async close() {
    await this.save();
    this.claim.release();
  }
}

function nothing() {
  return { parts: new Set(), entries: new Map() };
}

/** What is to be written of two sets of changes; of one entry, the later state. */
function both(earlier, later) {
  return {
    parts: new Set([...earlier.parts, ...later.parts]),
    entries: new Map([...earlier.entries, ...later.entries]),
  };
}

function key(patches) {
  return patches.map(({ at, field }) => `${at}.${field}`).join();
}

function copy(value) {
  return value === undefined ? undefined : structuredClone(value);
}
