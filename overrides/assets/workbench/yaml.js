// YAML and JSON in the strict form of the project: every value is text, nothing is shared, and mistakes have a place.
import { FAILSAFE_SCHEMA, load } from "./vendor/js-yaml.js";

const MAX_DEPTH = 40;
/** Words that are more than text to other readers of YAML. */
const SPECIAL = /^(?:true|false|null|yes|no|on|off|y|n|~|nan|inf)$/i;
const PLAIN = /^[\p{L}][\p{L}\p{M}\p{N} _/,.()+;'’–—-]*$/u;

/**
 * Read a text: its data and a way to find lines, or the mistake that keeps it from being read.
 * @param {string} source
 * @returns {{data?: any, place: (pointer: (string | number)[], atKey?: boolean) => {line: number, column: number}, problem?: any}}
 */
export function parse(source) {
  const nodes = new Nodes(source);
  try {
    const data = load(source, { schema: FAILSAFE_SCHEMA, listener: (what, state) => nodes.hear(what, state) });
    const place = (pointer, atKey = false) => nodes.place(pointer, atKey);
    return nodes.refused ? { problem: nodes.refused, place: () => nodes.refused } : { data: data ?? null, place };
  } catch (failure) {
    const at = nodes.refused ?? {
      word: "e-syntax",
      reason: failure.reason ?? String(failure),
      line: (failure.mark?.line ?? 0) + 1,
      column: (failure.mark?.column ?? 0) + 1,
    };
    return { problem: at, place: () => at };
  }
}

/** The nodes of a document with their places, as the parser meets them. */
class Nodes {
  constructor(source) {
    this.source = source;
    this.open = [];
    this.root = null;
    this.refused = null;
  }

  hear(what, state) {
    if (what === "open") {
      const start = this.skip(state.position);
      const node = { start, children: [], result: undefined };
      this.open.at(-1)?.children.push(node);
      this.open.push(node);
      if (this.open.length > 4 * MAX_DEPTH) this.refuse("e-deep", start);
      return;
    }
    const node = this.open.pop();
    node.result = state.result;
    if (state.anchor !== null || (state.tag !== null && state.tag !== "?")) this.refuse("e-shared", node.start);
    if (!this.open.length) this.root = node;
  }

  /** Where something begins after the space before it. */
  skip(position) {
    let at = position;
    while (" \t\r\n".includes(this.source[at] ?? "x")) at += 1;
    return at;
  }

  refuse(word, start) {
    this.refused = { word, ...this.at(start) };
    throw new Error(word);
  }

  at(offset) {
    const before = this.source.slice(0, offset);
    return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
  }

  place(pointer, atKey) {
    let node = this.root;
    let key = null;
    for (const step of pointer) {
      const found = typeof step === "number" ? { value: node?.children[step] } : child(node, step);
      if (!found?.value) break;
      [node, key] = [found.value, found.key ?? null];
    }
    return this.at((atKey && key ? key : node)?.start ?? 0);
  }
}

function child(node, step) {
  const index = node?.children.findIndex((one, place) => one.result === step && node.children[place + 1]) ?? -1;
  return index < 0 ? null : { key: node.children[index], value: node.children[index + 1] };
}

/**
 * Write plain data so that the command line reads the same; a text of several lines stands as a block.
 * @param {any} data
 * @returns {string}
 */
export function dump(data) {
  return lines(data, 0).join("\n") + "\n";
}

function lines(data, depth) {
  const indent = "  ".repeat(depth);
  if (Array.isArray(data)) {
    return data.flatMap((item) => {
      if (typeof item === "string") return [`${indent}- ${scalar(item, depth + 1)}`];
      const [first, ...others] = lines(item, depth + 1);
      return [`${indent}- ${first.slice(indent.length + 2)}`, ...others];
    });
  }
  return Object.entries(data).flatMap(([key, value]) => {
    const name = `${indent}${scalar(key, depth)}:`;
    return typeof value === "string" ? [`${name} ${scalar(value, depth + 1)}`] : [name, ...lines(value, depth + 1)];
  });
}

function scalar(text, depth) {
  const indent = "  ".repeat(depth);
  // A block keeps its lines as they are, where none begins with a space and no sign has to be escaped.
  if (/^[^\s].*\n[^\n]*[^\n]$/su.test(text) && /^[^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]*$/.test(text)) {
    const indented = text.split("\n").map((line) => (line ? indent + line : ""));
    return ["|-", ...indented].join("\n");
  }
  if (PLAIN.test(text) && !SPECIAL.test(text) && text.trim() === text && text.length < 200) return text;
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
