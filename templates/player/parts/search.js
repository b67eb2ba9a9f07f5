/* Search in the course; loaded when it is first asked for. There is no index: the pages themselves are loaded, one after
 * the other, and stay in memory, so that nothing crosses the line that the learner would not read later anyway. */
(function (elearn) {
  "use strict";
  var MOST = 40;
  var BLOCKS = "h2, h3, h4, p, li, dt, dd, th, td, figcaption, summary";
  // Answers would be given away by what is said about them.
  var UNSEARCHED = ".said, .solution, .step, .hint, .answers, .actions, .verdict, .entries, .sources, svg";
  var indexed = {}; // page → blocks {text, folded, at, heading}

  /** Letters without case and accents; `at` leads from each letter back to its place in the text. */
  function fold(text) {
    var folded = "";
    var at = [];
    for (var index = 0; index < text.length; index++) {
      var letters = text[index].toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u0640\u064b-\u0652\u0670]/g, "");
      letters = letters.replace(/[\u0622\u0623\u0625]/g, "\u0627").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647");
      for (var letter = 0; letter < letters.length; letter++) {
        folded += letters[letter];
        at.push(index);
      }
    }
    at.push(text.length);
    return { text: folded, at: at };
  }

  function blocks(page, html) {
    if (indexed[page.id]) return indexed[page.id];
    var article = new DOMParser().parseFromString(html, "text/html").body;
    elearn.all(UNSEARCHED, article).forEach(function (part) { part.remove(); });
    var heading = "";
    var found = [{ text: page.title, heading: "", title: true }];
    elearn.all(BLOCKS, article).forEach(function (block) {
      if (/^H\d$/.test(block.tagName)) heading = block.closest(".goals") ? "" : block.textContent.trim();
      else if (block.querySelector(BLOCKS)) return;
      var text = block.textContent.replace(/\s+/g, " ").trim();
      if (text) found.push({ text: text, heading: heading === text ? "" : heading, title: heading === text });
    });
    found.forEach(function (block) { block.folded = fold(block.text); });
    return (indexed[page.id] = found);
  }

  function wordsOf(query) {
    return fold(query).text.split(/[\s,;]+/).filter(Boolean);
  }

  /** Blocks of a page that hold all words; those where a heading holds them come first. */
  function look(page, html, words) {
    return blocks(page, html).filter(function (block) {
      return words.every(function (word) { return block.folded.text.indexOf(word) >= 0; });
    }).map(function (block) { return { page: page, block: block }; }).sort(function (one, other) {
      return (other.block.title ? 1 : 0) - (one.block.title ? 1 : 0);
    });
  }

  /** A piece of the text around the first word, with the words marked. */
  function snippet(block, words) {
    var folded = block.folded;
    var first = Math.min.apply(null, words.map(function (word) { return folded.text.indexOf(word); }));
    var from = Math.max(0, folded.at[first] - 60);
    var gap = block.text.indexOf(" ", from);
    if (from && gap >= 0 && gap < folded.at[first]) from = gap + 1; // Chinese has no gaps
    var to = Math.min(block.text.length, from + 180);
    var line = elearn.el("span.hit-text", {}, from ? "… " : "");
    var marks = [];
    words.forEach(function (word) {
      for (var at = folded.text.indexOf(word); at >= 0; at = folded.text.indexOf(word, at + word.length)) {
        marks.push([folded.at[at], folded.at[at + word.length - 1] + 1]);
      }
    });
    marks.sort(function (one, other) { return one[0] - other[0]; });
    var here = from;
    marks.forEach(function (mark) {
      if (mark[0] < here || mark[1] > to) return;
      line.appendChild(document.createTextNode(block.text.slice(here, mark[0])));
      line.appendChild(elearn.el("mark", {}, block.text.slice(mark[0], mark[1])));
      here = mark[1];
    });
    line.appendChild(document.createTextNode(block.text.slice(here, to) + (to < block.text.length ? " …" : "")));
    return line;
  }

  /** Open the place of a hit: the block with the same text, or else the top of its page. */
  function visit(hit) {
    elearn.shell.close();
    elearn.pages.show(hit.page.id, { push: true }).then(function (shown) {
      if (!shown || hit.block.text === hit.page.title) return;
      var place = elearn.all("article.page " + BLOCKS.split(", ").join(", article.page ")).filter(function (block) {
        return block.textContent.replace(/\s+/g, " ").trim() === hit.block.text;
      })[0];
      if (!place) return;
      place.classList.add("found");
      elearn.pages.reveal(place);
    });
  }

  function pages() {
    return elearn.course.pages.filter(function (page) {
      var own = elearn.session.pages.indexOf(page) >= 0 || page.kind === "glossary" || page.kind === "jobaids";
      return page.kind !== "exam" && own && !elearn.pages.lockedBy(page);
    });
  }

  /** Show the search field over the page; the focus goes `back` to an element afterwards. */
  elearn.search = function (back) {
    var run = 0;
    var timer = null;
    var field = elearn.el("input", { type: "search", id: "search-field", autocomplete: "off", enterkeyhint: "search", spellcheck: "false" });
    var count = elearn.el("p.search-count", { role: "status", "aria-live": "polite" });
    var list = elearn.el("ol.hits", {});
    var form = elearn.el("form.search", {
      role: "search",
      submit: function (event) { event.preventDefault(); start(); }
    }, elearn.el("label", { for: "search-field" }, elearn.t("search_label")), field);
    field.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(start, 200);
    });

    function start() {
      var words = wordsOf(field.value);
      var mine = ++run;
      var found = 0;
      var missing = 0;
      list.textContent = "";
      count.textContent = "";
      if (!words.length || words.join("").length < 2) return;
      pages().reduce(function (before, page) {
        return before.then(function () { return mine === run && found < MOST ? elearn.pages.text(page.id) : ""; }).then(function (html) {
          if (mine !== run) return;
          if (html === null) missing++;
          else if (html) {
            look(page, html, words).slice(0, MOST - found).forEach(function (hit) {
              found++;
              list.appendChild(item(hit, words));
            });
          }
        });
      }, Promise.resolve()).then(function () {
        if (mine !== run) return;
        count.textContent = (found ? elearn.t("search_found", found) : elearn.t("search_nothing")) +
          (missing ? " " + elearn.t("not_loaded") : "");
      });
    }

    function item(hit, words) {
      return elearn.el("li", {}, elearn.el("a.hit", {
        href: hit.page.id + ".html",
        click: function (event) {
          event.preventDefault();
          event.stopPropagation();
          visit(hit);
        }
      }, elearn.el("span.hit-page", {}, hit.page.title + (hit.block.heading ? " · " + hit.block.heading : "")), snippet(hit.block, words)));
    }

    elearn.shell.cover(elearn.t("search"), elearn.el("div", {}, form, count, list), back);
    field.focus();
  };
})(window.elearn);
