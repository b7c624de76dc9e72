// What the browser keeps: assessments part by part, and a journal of every change. Each write is whole or not at all.

const NAME = "connectivity-workbench";
const VERSION = 1;
/** How long an assessment that was deleted can be brought back, in milliseconds. */
const KEPT_DELETED = 86_400_000;

/**
 * What the list shows of an assessment; ``version`` grows with every write.
 * @typedef {{id: string, name: string, country: string, lang: string, scope: string, filled_by: string, edition: string,
 *   answered: number, created: number, changed: number, version: number, deleted: number}} Summary
 * A change: the patches that make it, and whether it is an edit, or takes one back or does it again.
 * @typedef {{n: number, kind: "edit" | "undo" | "redo", question: string, patches: any[]}} Entry
 */

/** Somebody else wrote the assessment since it was read. */
export class Overtaken extends Error {}

/**
 * The store of this browser; one that forgets everything where the browser keeps nothing.
 * @returns {Promise<Store>}
 */
export async function openStore() {
  try {
    const database = await opened();
    const store = new Store(database);
    await store.purge();
    return store;
  } catch {
    return new Store(null);
  }
}

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("assessments", { keyPath: "id" });
      request.result.createObjectStore("parts", { keyPath: ["id", "at"] });
      request.result.createObjectStore("journal", { keyPath: ["id", "n"] });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

/** Assessments with their parts and journals. */
export class Store {
  /** @param {IDBDatabase | null} database none: kept in memory only */
  constructor(database) {
    this.database = database;
    /** @type {IDBTransaction | null} */
    this.asking = null;
    this.memory = { assessments: new Map(), parts: new Map(), journal: new Map() };
    if (database) database.onversionchange = () => database.close();
  }

  /** Whether anything outlives the page. */
  get keeps() {
    return this.database !== null;
  }

  /** @returns {Promise<Summary[]>} those that are not deleted, the last changed first */
  async list() {
    const all = await this.all("assessments");
    return all.filter((one) => !one.deleted).sort((a, b) => b.changed - a.changed);
  }

  /**
   * An assessment with its parts and its journal in order; null if it is not here.
   * @param {string} id
   * @returns {Promise<{summary: Summary, parts: {at: string, value: any}[], journal: Entry[]} | null>}
   */
  async read(id) {
    if (!this.database) {
      const summary = this.memory.assessments.get(id);
      const of = (map) => [...map.values()].filter((one) => one.id === id);
      return summary
        ? structuredClone({ summary, parts: of(this.memory.parts), journal: of(this.memory.journal).sort((a, b) => a.n - b.n) })
        : null;
    }
    const transaction = this.database.transaction(["assessments", "parts", "journal"], "readonly");
    const range = IDBKeyRange.bound([id], [id, []]);
    const [summary, parts, journal] = await Promise.all([
      asked(transaction.objectStore("assessments").get(id)),
      asked(transaction.objectStore("parts").getAll(range)),
      asked(transaction.objectStore("journal").getAll(range)),
    ]);
    return summary && !summary.deleted ? { summary, parts, journal } : null;
  }

  /**
   * Write a summary, parts and entries of the journal together; on the disk when the promise holds.
   * Rejects with Overtaken if ``expected`` is not the version that is there.
   * @param {Summary} summary
   * @param {{at: string, value: any}[]} parts
   * @param {Entry[]} entries
   * @param {number | null} [expected]
   */
  write(summary, parts, entries, expected = null) {
    const { id } = summary;
    if (!this.database) {
      this.memory.assessments.set(id, structuredClone(summary));
      for (const part of parts) this.memory.parts.set(JSON.stringify([id, part.at]), structuredClone({ id, ...part }));
      for (const entry of entries) this.memory.journal.set(JSON.stringify([id, entry.n]), structuredClone({ id, ...entry }));
      return Promise.resolve();
    }
    const transaction = this.transaction();
    const put = (whole) => {
      transaction.objectStore("assessments").put(whole);
      for (const part of parts) transaction.objectStore("parts").put({ id, ...part });
      for (const entry of entries) transaction.objectStore("journal").put({ id, ...entry });
    };
    if (expected === null) put(summary);
    else {
      this.asking = transaction;
      const request = transaction.objectStore("assessments").get(id);
      request.onsuccess = () => {
        // Names and deletions are the list's own.
        const { name, deleted, version } = request.result ?? {};
        if (version === expected) put({ ...summary, name, deleted });
        else {
          transaction.overtaken = true;
          transaction.abort();
        }
      };
    }
    transaction.commit && expected === null && transaction.commit();
    return done(transaction);
  }

  /**
   * Give up the write that still looks at the version: it would end half done with the page, and hold up the last one.
   * Its promise rejects.
   */
  giveUp() {
    try {
      this.asking?.abort();
    } catch {
      // It is done, or as good as done.
    }
  }

  /**
   * Change what the list shows of an assessment.
   * @param {string} id
   * @param {Partial<Summary>} change
   */
  async alter(id, change) {
    const found = this.database
      ? await asked(this.database.transaction("assessments").objectStore("assessments").get(id))
      : this.memory.assessments.get(id);
    if (found) await this.write({ ...found, ...change }, [], []);
  }

  /** Take away for good what was deleted a day ago. */
  async purge() {
    const gone = (await this.all("assessments")).filter((one) => one.deleted && Date.now() - one.deleted > KEPT_DELETED);
    if (!gone.length) return;
    const transaction = this.transaction();
    for (const { id } of gone) {
      transaction.objectStore("assessments").delete(id);
      for (const name of ["parts", "journal"]) transaction.objectStore(name).delete(IDBKeyRange.bound([id], [id, []]));
    }
    await done(transaction);
  }

  all(name) {
    if (!this.database) return Promise.resolve(structuredClone([...this.memory[name].values()]));
    return asked(this.database.transaction(name).objectStore(name).getAll());
  }

  transaction() {
    return this.database.transaction(["assessments", "parts", "journal"], "readwrite", { durability: "strict" });
  }
}

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(undefined);
    transaction.onabort = () => reject(transaction.overtaken ? new Overtaken() : (transaction.error ?? new Error("aborted")));
  });
}
