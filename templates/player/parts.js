/* Parts of the player that not every page needs: kinds of questions, scenarios, the exam, search, the certificate. Each is
 * a script, some have a style sheet. What a page needs comes while the page is read, what other pages need after that. A
 * line that is slow or cut costs nothing but time: what does not come is asked for again with growing pauses, as long as
 * the page that needs it is open.
 *
 * A part's script calls `elearn.part`: one that arrives without (an LMS's page of errors, say) has not come.
 */
(function (elearn) {
  "use strict";
  var PATIENCE = 30000; // milliseconds
  var CALM = 3000; // from when the first page is complete until what other pages need is fetched
  var PAUSES = [2, 4, 8, 15, 30, 60]; // seconds between tries
  var have = Object.create(null); // files that have come
  var coming = Object.create(null);
  var hangs = Object.create(null);
  var early = []; // parts that came before one they build on: {name, after, run}
  var ran = Object.create(null);
  var tries = 0;
  var timer = null;
  var parts = (elearn.parts = {});

  /** Have a further file of the package come; a promise of whether it did. */
  parts.bring = function (file) {
    return new Promise(function (resolve) {
      var style = isStyle(file);
      var query = location.search; // some LMSs sign every address
      var element = document.createElement(style ? "link" : "script");
      var patience = setTimeout(over, PATIENCE, {});
      function over(event) {
        clearTimeout(patience);
        // Browsers join a further request for the same address to one that hangs; every other time it gets one of its own.
        hangs[file] = !event.type && !hangs[file];
        resolve(event.type === "load");
      }
      if (hangs[file]) query += (query ? "&" : "?") + "again=1";
      element.rel = "stylesheet";
      element[style ? "href" : "src"] = file + query;
      element.onload = element.onerror = over;
      document.body.appendChild(element); // behind the styles of every page
    });
  };

  function isStyle(file) {
    return /css$/.test(file);
  }

  /** Called by a part's script: its name, the parts that it builds on, its words, and a function that does what it does. */
  elearn.part = function (name, after, words, run) {
    if (have[name + ".js"]) return; // twice: it was late, and asked for again
    have[name + ".js"] = true;
    Object.assign(elearn.course.words, words);
    early = [{ name: name, after: after, run: run }].concat(early).filter(function (part) {
      if (!part.after.every(function (one) { return ran[one]; })) return true;
      part.run();
      ran[part.name] = true;
      return false;
    });
    if (elearn.pages.current) elearn.pages.enliven();
  };

  /** Have a file come, unless it is there or on its way; a promise. */
  function want(file) {
    if (have[file] || coming[file]) return Promise.resolve();
    coming[file] = true;
    return parts.bring("parts/" + file).then(function (worked) {
      coming[file] = false;
      if (worked && isStyle(file)) have[file] = true;
      if (timer === null && missing().length) {
        timer = setTimeout(again, PAUSES[Math.min(tries++, PAUSES.length - 1)] * 1000);
      }
    });
  }

  function again() {
    clearTimeout(timer);
    timer = null;
    missing().forEach(want);
  }

  /** Files that the open page still needs. */
  function missing() {
    var page = elearn.pages.current;
    return page ? page.needs.filter(function (file) { return !have[file]; }) : [];
  }

  /** Have come what a page needs. */
  parts.need = function (page) {
    tries = 0;
    page.needs.forEach(want);
  };

  /** Whether all scripts that a page needs have come. */
  parts.ready = function (page) {
    return page.needs.every(function (file) { return have[file] || isStyle(file); });
  };

  /** Say calmly, where something of the page is missing, that it is on its way. */
  parts.wait = function (place) {
    if (!place.querySelector(".waiting")) place.appendChild(elearn.el("p.waiting", { role: "status" }, elearn.t("still_loading")));
  };

  /** What the other pages need, one file after the other, as soon as the first page is complete; not for who saves data. */
  parts.ahead = function () {
    if (document.readyState !== "complete") return window.addEventListener("load", parts.ahead);
    if ((navigator.connection || {}).saveData) return;
    setTimeout(function () {
      elearn.session.pages.reduce(function (before, page) {
        return page.needs.reduce(function (last, file) { return last.then(function () { return want(file); }); }, before);
      }, Promise.resolve());
    }, CALM);
  };

  /** Open what few learners ask for, `search` or `certificate`: it comes when it is first asked for. */
  parts.open = function (name, back) {
    var files = [name + ".js", name + ".css"].filter(function (file) { return !have[file]; });
    if (!files.length) return elearn[name](back);
    document.body.classList.add("loading");
    Promise.all(files.map(want)).then(function () {
      document.body.classList.remove("loading");
      if (elearn[name]) elearn[name](back);
      else elearn.message(elearn.t("not_loaded"), {
        label: elearn.t("try_again"),
        act: function () { parts.open(name, back); }
      });
    });
  };

  window.addEventListener("online", again);
  // Styles that stand in the HTML: scripts have waited for them.
  elearn.all("link").forEach(function (link) { have[link.getAttribute("href").replace(/^parts\//, "")] = true; });
})(window.elearn);
