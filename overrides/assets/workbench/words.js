// The words of the page's language, numbers and days as it writes them.

/** Interface words of one language. */
export class Words {
  /**
   * @param {Record<string, string | Record<string, string>>} words
   * @param {string} lang
   */
  constructor(words, lang) {
    this.words = words;
    this.lang = lang;
    // Numbers and dates as documents of the United Nations write them.
    const locale = { ar: "ar-u-nu-latn", en: "en-GB" }[lang] ?? lang;
    this.numbers = new Intl.NumberFormat(locale);
    this.plurals = new Intl.PluralRules(lang);
    this.moments = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  }

  /**
   * A word with its blanks filled in.
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   * @returns {string}
   */
  say(key, values = {}) {
    const word = this.words[key];
    return this.fill(typeof word === "string" ? word : key, values);
  }

  /**
   * A word in the form that goes with a number.
   * @param {string} key
   * @param {number} count
   */
  count(key, count) {
    const forms = this.words[key];
    const chosen = typeof forms === "string" ? forms : (forms[this.plurals.select(count)] ?? forms.other);
    return this.fill(chosen, { count: this.number(count) });
  }

  /**
   * A pattern with its blanks filled in.
   * @param {string} pattern
   * @param {Record<string, string | number>} values
   */
  fill(pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, (blank, name) => (name in values ? String(values[name]) : blank));
  }

  /** @param {number} value */
  number(value) {
    return this.numbers.format(value);
  }

  /** @param {number} time milliseconds, as the clock of the device has them */
  moment(time) {
    return this.moments.format(time);
  }
}
