// What the workbench knows of the questions: loaded once, looked up by id.
import { handed } from "./handed.js";
import { isEmpty } from "./model.js";

/**
 * Load the data of the page's language. A page opened from a disk may fetch nothing, but it may load a script, which
 * hands the same data over in an event.
 * @param {string} path the data file without its suffix
 * @returns {Promise<any>}
 */
export async function load(path) {
  if (location.protocol !== "file:") {
    const answer = await fetch(`${path}.json`);
    if (!answer.ok) throw new Error(`${path}.json: ${answer.status}`);
    return answer.json();
  }
  return handed(`${path}.js`, "workbench-data");
}

/** Values that show a gap; unknown and not assessed show none. */
export const GAPS = ["none", "partial", "planned"];

/** The questions with all that belongs to them, by id and in their order. */
export class Guidance {
  /** @param {any} data what the data file holds */
  constructor(data) {
    this.edition = data.edition;
    this.digest = data.digest;
    this.language = data.language;
    this.scale = data.scale;
    this.values = data.scale.map((entry) => entry.value);
    this.levels = data.levels;
    this.targets = data.targets;
    this.countries = data.countries;
    this.laws = data.laws;
    this.published = data.published;
    this.successors = data.successors;
    this.clauses = data.clauses;
    this.questions = new Map(data.questions.map((question) => [question.id, question]));
    const byClause = Map.groupBy ? Map.groupBy(data.questions, (q) => q.clause) : grouped(data.questions);
    this.modules = data.modules
      .map((module) => ({
        ...module,
        questions: module.clauses.flatMap((clause) => byClause.get(clause) ?? []),
      }))
      .filter((module) => module.questions.length);
    this.moduleOf = new Map(this.modules.flatMap((module) => module.questions.map((q) => [q.id, module])));
    this.ids = this.modules.flatMap((module) => module.questions.map((question) => question.id));
    this.lawTitles = new Map(
      Object.values(this.laws)
        .flat()
        .map(([id, title]) => [id, title]),
    );
  }

  /**
   * The label of a value.
   * @param {string} value
   */
  label(value) {
    return this.scale.find((entry) => entry.value === value)?.label ?? value;
  }

  /**
   * What must be true for a value of a question: its own sentence, or that of the scale.
   * @param {any} question
   * @param {string} value
   */
  anchor(question, value) {
    return question.anchors[value] ?? this.scale.find((entry) => entry.value === value).anchor;
  }

  /**
   * The questions that a checklist asks: those of its scope, and others that have a reply.
   * @param {any} state a filled checklist
   * @param {any[]} [questions] of these only
   */
  asked(state, questions = [...this.questions.values()]) {
    return questions.filter((q) => state.checklist.scope !== "core" || q.core || !isEmpty(state.replies[q.id]));
  }
}

function grouped(questions) {
  const found = new Map();
  for (const question of questions) found.set(question.clause, [...(found.get(question.clause) ?? []), question]);
  return found;
}
