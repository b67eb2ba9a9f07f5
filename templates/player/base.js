/* The player's namespace and the few helpers that every part of it uses.
 *
 * Classic scripts, one after the other in one file (ES2015: Chrome 51, Firefox 54, Safari 10 and later), no dependency,
 * nothing fetched but further scripts of the package. Everything hangs on the one global `elearn`.
 */
(function () {
  "use strict";
  var elearn = (window.elearn = window.elearn || {});

  /** Called by course.js, which comes last: what the course is. Then everything is there, and the player begins. */
  elearn.define = function (course) {
    elearn.course = course;
    elearn.begin();
  };

  /**
   * A word of the interface; `{0}`, `{1}` … are replaced by the further arguments. Numbers among them are written as the
   * language writes them, and the first one decides between the forms of a text that has several.
   */
  elearn.t = function (name, number) {
    var args = arguments;
    return said(name, number).replace(/\{(\d)\}/g, function (_, index) {
      var given = args[Number(index) + 1];
      return typeof given === "number" ? elearn.number(given) : apart(given);
    });
  };

  /** A word, in the form that fits a number if it has several. */
  function said(name, number) {
    var text = elearn.course.words[name] || name;
    return typeof text === "object" ? text[form(number)] || text.other : text;
  }

  /** The category of a number by the rules of the language, which are patterns that are searched in its digits. */
  function form(number) {
    var rule = elearn.course.plurals.find(function (one) { return new RegExp(one[1]).test(String(number)); });
    return rule ? rule[0] : "other";
  }

  /** A text that stands in another: from right to left it is kept apart, so that a Latin name does not turn its neighbours. */
  function apart(text) {
    return document.documentElement.dir === "rtl" ? "\u2068" + text + "\u2069" : text;
  }

  /** A number in the digits and with the signs of the course's language. */
  elearn.number = function (value) {
    var text = String(value);
    try {
      text = new Intl.NumberFormat(elearn.course.language + "-u-nu-latn").format(value);
    } catch (problem) {
      text = String(value); // no Intl, or a tag that it does not know
    }
    return elearn.written(text);
  };

  /** A text with the digits of the course's language. */
  elearn.written = function (text) {
    return text.replace(/[0-9]/g, function (digit) { return elearn.course.digits.charAt(Number(digit)); });
  };

  /**
   * Make an element: `el("p.big", {id: "x"}, "text", child)`. Attributes whose value is null or false are left out;
   * a function is an event listener. A button sends no form unless it says so.
   */
  elearn.el = function (what, attributes) {
    var parts = what.split(".");
    var element = document.createElement(parts[0]);
    if (parts[0] === "button") element.type = "button";
    if (parts.length > 1) element.className = parts.slice(1).join(" ");
    Object.keys(attributes || {}).forEach(function (name) {
      var value = attributes[name];
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== null && value !== false && value !== undefined) element.setAttribute(name, value);
    });
    for (var index = 2; index < arguments.length; index++) {
      var child = arguments[index];
      if (child === null || child === undefined || child === false) continue;
      element.appendChild(typeof child === "object" ? child : document.createTextNode(String(child)));
    }
    return element;
  };

  /** A button: `button("main", "Words", act)`; words may be an element. */
  elearn.button = function (look, words, act) {
    return elearn.el("button." + look, { click: act }, words);
  };

  /** The small button that closes something. */
  elearn.shut = function (act) {
    return elearn.el("button.plain.shut", { "aria-label": elearn.t("close"), click: act }, elearn.mark("close"));
  };

  /** A mark from the page's sprite. */
  elearn.mark = function (name) {
    var place = elearn.el("i");
    var way = 'href="#i-' + name + '"';
    place.innerHTML = '<svg class="mark mark-' + name + '" aria-hidden="true"><use ' + way + " xlink:" + way + "/></svg>";
    return place.firstChild;
  };

  /**
   * Read what this browser keeps under a name, or keep a text; an empty one is taken away. Storage may be forbidden (frames of
   * other sites, private windows): then nothing is kept.
   */
  elearn.keep = function (name, text) {
    try {
      if (text) window.localStorage.setItem(name, text);
      else if (text === undefined) return window.localStorage.getItem(name);
      else window.localStorage.removeItem(name);
    } catch (problem) {
      return null;
    }
  };

  /** All elements that match, as an array. */
  elearn.all = function (selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  };

  /** Say something to screen readers without showing it. */
  elearn.announce = function (text) {
    var region = document.getElementById("announcer");
    if (!region) {
      region = elearn.el("div.quiet", { id: "announcer", role: "status", "aria-live": "polite" });
      document.body.appendChild(region);
    }
    region.textContent = "";
    setTimeout(function () {
      region.textContent = text;
    }, 50);
  };

  /** A generator of numbers from 0 up to 1 that gives the same row for the same seed (mulberry32). */
  elearn.random = function (seed) {
    var state = seed >>> 0;
    return function () {
      state = (state + 0x6d2b79f5) >>> 0;
      var mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  };

  /** A shuffled copy of a list. */
  elearn.shuffle = function (list, random) {
    var copy = list.slice();
    for (var index = copy.length - 1; index > 0; index--) {
      var other = Math.floor(random() * (index + 1));
      var kept = copy[index];
      copy[index] = copy[other];
      copy[other] = kept;
    }
    return copy;
  };

  /** 32-bit FNV-1a of a text's UTF-8 bytes; `keys.py` has the same. */
  elearn.hash = function (text) {
    var hash = 0x811c9dc5;
    new TextEncoder().encode(text).forEach(function (byte) { hash = Math.imul(hash ^ byte, 0x01000193); });
    return hash >>> 0;
  };
})();
