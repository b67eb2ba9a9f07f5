/* "Which agreement applies?": a search in what the agreements list. Its data comes behind it in the same file, which that page
 * alone needs; nothing of it is in packages without it. */
(function (elearn) {
  "use strict";
  var MOST = 12; // of one agreement; all agreements are shown
  var EXAMPLES = "8549, 50-29-3, A1181, R-404A, aldrin"; // in one piece, so that no direction turns them
  var listed = { agreements: [], rows: [] };

  /** Called with the data: `agreements` [name, asks, lesson, address], `rows` [agreement, name, listing, code, cas, hs, un, verified]. */
  elearn.listings = function (data) {
    Object.keys(data.words).forEach(function (name) { elearn.course.words[name] = data.words[name]; });
    listed = { agreements: data.agreements, rows: data.rows.map(row) };
  };

  function row(parts) {
    function list(text) { return text ? text.split(";") : []; }
    var found = { agreement: parts[0], name: parts[1], listing: parts[2], code: parts[3], cas: list(parts[4]), hs: list(parts[5]), un: list(parts[6]), verified: parts[7] };
    found.folded = fold(found.name + " " + found.listing + " " + found.code);
    found.exact = [found.code].concat(found.cas, found.un, found.code.replace(/^R-/, "")).concat(found.name.split(/[ :]|, /)[0]).map(bare).filter(Boolean);
    found.tariff = found.hs.map(bare);
    return found;
  }

  /** Letters without case and accents, digits as 0 to 9, whatever signs they were typed in. */
  function fold(text) {
    return elearn.digits(text.normalize("NFKD")).replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[\u2010-\u2013]/g, "-").trim();
  }

  /** Only letters and digits, so that points, blanks and brackets in a code do not matter. */
  function bare(text) {
    return fold(text).replace(/[^a-z0-9]/g, "");
  }

  /** How well a row fits: 3 its own code or name, 2 under this HS code, 1 all words in its name, 0 not. */
  function fits(one, query) {
    if (query.bare && one.exact.indexOf(query.bare) >= 0) return 3;
    if (query.tariff && one.tariff.some(function (code) {
      return code.indexOf(query.tariff) === 0 || (query.tariff.length > 6 && query.tariff.indexOf(code) === 0); // national digits
    })) return 2;
    return query.words.length && query.words.every(function (word) { return one.folded.indexOf(word) >= 0; }) ? 1 : 0;
  }

  function ask(text) {
    var folded = fold(text).replace(/^(un|hs|cas|schedule|code)(?=[ .:]*[0-9])[ .:]*/, "");
    var digits = /^[0-9][0-9. ]*$/.test(folded) ? bare(folded) : "";
    var words = folded.split(/[\s,;]+/).filter(Boolean);
    return {
      bare: bare(folded),
      tariff: digits.length >= 2 ? digits : "",
      words: bare(folded).length > 2 && !digits ? words : [] // one or two letters stand in every name
    };
  }

  function find(text) {
    var query = ask(text);
    var hits = listed.rows.map(function (one) { return { row: one, fit: fits(one, query) }; }).filter(function (hit) { return hit.fit; });
    var exact = hits.filter(function (hit) { return hit.fit > 1; });
    if (exact.length && /[0-9]/.test(query.bare)) hits = exact; // who types a code means that code
    return hits.sort(function (one, other) { return other.fit - one.fit; }).map(function (hit) { return hit.row; });
  }

  function chip(text) {
    return elearn.el("span.ref-code", {}, elearn.el("bdi", {}, text));
  }

  function item(one) {
    var codes = one.listing.indexOf(one.code) < 0 && one.name.indexOf(one.code) !== 0 ? [one.code] : [];
    codes = codes.concat(one.cas.map(function (code) { return "CAS " + code; }), one.hs.map(function (code) { return "HS " + code; }),
      one.un.map(function (code) { return "UN " + code; }));
    var box = elearn.el("li", {},
      elearn.el("span.listing-name", { lang: "en", dir: "ltr" }, one.name),
      elearn.el("span.listing-place", {}, one.listing + (one.verified ? "" : " " + elearn.t("unsure"))));
    if (codes.length) {
      var line = elearn.el("span.listing-codes", {});
      codes.forEach(function (code) { line.appendChild(chip(code)); });
      box.appendChild(line);
    }
    return box;
  }

  /** One agreement with what was found under it. */
  function section(number, rows) {
    var agreement = listed.agreements[number];
    var list = elearn.el("ul.listings", {});
    rows.slice(0, MOST).forEach(function (one) { list.appendChild(item(one)); });
    if (rows.length > MOST) list.appendChild(elearn.el("li.listing-more", {}, elearn.t("lookup_more", rows.length - MOST)));
    return elearn.el("section.applies", {}, elearn.el("h2", {}, agreement[0]), elearn.el("p", {}, agreement[1]),
      agreement[3] ? elearn.el("p", {}, elearn.el("a", { href: agreement[3] }, elearn.t("lookup_lesson", agreement[2]))) : null, list);
  }

  /** Put the search into the page. */
  elearn.pages.live(function (article) {
    var place = article.querySelector(".finder");
    if (!place || place.querySelector("form")) return;
    var timer = null;
    var field = elearn.el("input", { type: "search", id: "finder-field", autocomplete: "off", enterkeyhint: "search", spellcheck: "false", "aria-describedby": "finder-hint" });
    var count = elearn.el("p.search-count", { role: "status", "aria-live": "polite" });
    var results = elearn.el("div", {});
    field.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(start, 200);
    });

    function start() {
      clearTimeout(timer);
      results.textContent = "";
      if (!bare(field.value) && !fold(field.value)) {
        count.textContent = "";
        return;
      }
      var rows = find(field.value);
      var order = [];
      var groups = {};
      rows.forEach(function (one) {
        if (!groups[one.agreement]) {
          groups[one.agreement] = [];
          order.push(one.agreement);
        }
        groups[one.agreement].push(one);
      });
      order.forEach(function (number) { results.appendChild(section(number, groups[number])); });
      count.textContent = rows.length ? elearn.t("lookup_found", rows.length) : elearn.t("lookup_nothing");
    }

    place.textContent = "";
    place.appendChild(elearn.el("form.search", {
      role: "search",
      submit: function (event) { event.preventDefault(); start(); }
    }, elearn.el("label", { for: "finder-field" }, elearn.t("lookup_label")), field,
      elearn.el("p.search-hint", { id: "finder-hint" }, elearn.t("lookup_hint", EXAMPLES))));
    place.appendChild(count);
    place.appendChild(results);
  });
})(window.elearn);
