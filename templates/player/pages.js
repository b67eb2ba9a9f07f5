/* Pages of the course: showing, loading, what is open and what is done.
 *
 * The page that the browser opened is complete HTML. The others come as small scripts (<page>.js), loaded when needed:
 * scripts work from a folder opened by double click and in every LMS, where requests for data may not.
 */
(function (elearn) {
  "use strict";
  var WAITING = ".question:not([data-live]) .actions, .scenario:not([data-live]), .exam-place:empty, .finder:empty";
  var DWELL = 1500; // milliseconds the end of a page must be in sight
  var texts = {};
  var enhancers = [];
  var lives = [];
  var endTimer = null;

  var pages = (elearn.pages = { current: null });

  /** Called by a page's script: its HTML. */
  elearn.page = function (id, html) {
    texts[id] = html;
  };

  /** Called by the exam page's script before all else: what the exam is. Those who read packages look for it in the first line. */
  elearn.exam = function (definition) {
    pages.exam = definition;
  };

  /** Add a function that gets each page when it is shown: (article, page). */
  pages.enhance = function (enhancer) {
    enhancers.push(enhancer);
  };

  /**
   * Add a function that makes something of a page alive: (article, page). It is called when the page is shown, and again
   * whenever a part of the player has come while it is open.
   */
  pages.live = function (act) {
    lives.push(act);
  };

  /** Make alive what can be; what waits for a part of the player says so. */
  pages.enliven = function () {
    var page = pages.current;
    var article = document.querySelector("article.page");
    lives.forEach(function (act) { act(article, page); });
    if (elearn.parts.ready(page)) elearn.all(".waiting", article).forEach(function (line) { line.remove(); });
    else elearn.all(WAITING, article).forEach(elearn.parts.wait);
  };

  pages.find = function (id) {
    return elearn.course.pages.find(function (page) { return page.id === id; }) || null;
  };

  pages.done = function (page) {
    return page.kind === "exam" ? elearn.session.state.passed : !!elearn.session.state.pages[page.id];
  };

  /** Why a page may not be opened yet: the page to do first, or null. The pre-test stands on the exam's page. */
  pages.lockedBy = function (page) {
    return page.kind === "exam" && elearn.pretest && elearn.pretest.open() ? null : pages.waitsFor(page);
  };

  /** The page that has to be done before one counts, or null: the first lesson before it that is not. */
  pages.waitsFor = function (page) {
    var course = elearn.course;
    var session = elearn.session;
    if (!session.credit || (course.order !== "sequential" && (page.kind !== "exam" || course.examOpen))) return null;
    var first = session.left()[0];
    return first && session.pages.indexOf(first) < session.pages.indexOf(page) ? first : null;
  };

  /** The page after (step 1) or before (step -1) the current one, on the way through this SCO. */
  pages.beside = function (step) {
    var at = elearn.session.pages.indexOf(pages.current);
    return (at >= 0 && elearn.session.pages[at + step]) || null;
  };

  function load(id) {
    if (texts[id] !== undefined) return Promise.resolve(true);
    return elearn.parts.bring(id + ".js").then(function () { return texts[id] !== undefined; });
  }

  /** A page's HTML, loaded if need be; null when it does not come. */
  pages.text = function (id) {
    return load(id).then(function (worked) { return worked ? texts[id] : null; });
  };

  /** Show a page. `how`: `{anchor, push, keep}`; `keep` leaves focus and scroll position alone. */
  pages.show = function (id, how) {
    var page = pages.find(id);
    how = how || {};
    if (!page) return Promise.resolve(false);
    var first = pages.lockedBy(page);
    if (first) {
      elearn.message(elearn.t("locked", first.title));
      return Promise.resolve(false);
    }
    note(page); // now and not when it has come: on a slow line that would be a commit of its own
    elearn.parts.need(page);
    document.body.classList.add("loading");
    return load(id).then(function (worked) {
      document.body.classList.remove("loading");
      if (!worked) {
        elearn.message(elearn.t("not_loaded"), {
          label: elearn.t("try_again"),
          act: function () { pages.show(id, how); }
        });
        return false;
      }
      put(page, texts[id]);
      settle(page, how);
      return true;
    });
  };

  function put(page, html) {
    var article = document.querySelector("article.page");
    var fresh = document.createElement("article");
    fresh.className = "page page-" + page.kind;
    fresh.setAttribute("data-page", page.id);
    fresh.innerHTML = html;
    article.parentNode.replaceChild(fresh, article);
  }

  /** Note where the learner is, or is going. */
  function note(page) {
    if (elearn.session.pages.indexOf(page) >= 0) elearn.session.place(page.id);
  }

  /** After the page stands in the document: enhance it, remember the place, move there. */
  function settle(page, how) {
    var article = document.querySelector("article.page");
    pages.current = page;
    document.title = page.title + " – " + elearn.course.title;
    enhancers.forEach(function (enhancer) { enhancer(article, page); });
    elearn.parts.need(page);
    pages.enliven();
    note(page);
    if (how.push) remember(page.id);
    if (!how.keep) {
      var target = how.anchor && document.getElementById(how.anchor);
      if (target) reveal(target);
      else {
        window.scrollTo(0, 0);
        var heading = article.querySelector("h1") || article;
        heading.setAttribute("tabindex", "-1");
        heading.focus({ preventScroll: true });
      }
    }
    watchEnd();
  }

  /** Use the page that the browser opened; an exam's questions come with its script. */
  pages.adopt = function (id) {
    var page = pages.find(id);
    if (page && page.kind !== "exam") texts[id] = document.querySelector("article.page").innerHTML;
    return page;
  };
  pages.settle = settle;

  /** Scroll to an element, opening what hides it, and put the focus there. */
  function reveal(target) {
    for (var parent = target; parent; parent = parent.parentElement) {
      if (parent.tagName === "DETAILS") parent.open = true;
    }
    target.scrollIntoView();
    target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
  }
  pages.reveal = reveal;

  function remember(id) {
    try {
      history.pushState({ page: id }, "", location.href.replace(/#.*/, "") + "#" + id); // whole: an LMS may insert a <base>
    } catch (problem) {
      return; // frames without a history of their own
    }
  }

  /** Whether the learner has done what the course asks for on this page; a scenario is done at one of its endings. */
  function answered(page) {
    if (page.scenario) return (elearn.session.state.answers[page.id] || { tries: 0 }).tries > 0;
    if (elearn.course.lessonDone !== "answered") return true;
    return page.questions.every(function (id) {
      return elearn.session.state.answers[id];
    });
  }

  /** A lesson is done when its end was in sight for a moment (and its questions are answered, if the course says so). */
  function watchEnd() {
    clearTimeout(endTimer);
    endTimer = null;
    var page = pages.current;
    var end = document.querySelector(".page-end");
    if (!page || page.kind !== "lesson" || !end || elearn.session.state.pages[page.id]) return;
    var box = end.getBoundingClientRect();
    if (box.top > window.innerHeight || document.visibilityState === "hidden" || !answered(page)) return;
    endTimer = setTimeout(function () {
      if (pages.current === page) elearn.session.pageDone(page.id);
    }, DWELL);
  }
  pages.watchEnd = watchEnd;

  /** Go on: what was read to the end with "next" is done. */
  pages.next = function () {
    var page = pages.current;
    if (page.kind === "lesson" && answered(page)) elearn.session.pageDone(page.id);
    var after = pages.beside(1);
    if (after) pages.show(after.id, { push: true });
  };

  /** Links to other pages stay inside the player. */
  pages.listen = function () {
    document.addEventListener("click", function (event) {
      var link = event.target.closest && event.target.closest("a[href]");
      if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      var href = link.getAttribute("href");
      var inside = /^([a-z][a-z0-9-]*)\.html(?:#(.*))?$/.exec(href);
      if (href.charAt(0) === "#" && href.length > 1) {
        var target = document.getElementById(decodeURIComponent(href.slice(1)));
        if (target) {
          event.preventDefault();
          reveal(target);
        }
      } else if (inside && inside[1] === "contents") {
        event.preventDefault();
        elearn.shell.contents(link);
      } else if (inside && pages.find(inside[1])) {
        event.preventDefault();
        var page = pages.find(inside[1]);
        var own = elearn.session.pages.indexOf(page) >= 0 || (page.kind !== "lesson" && page.kind !== "exam");
        if (own) pages.show(page.id, { push: true, anchor: inside[2] && decodeURIComponent(inside[2]) });
        else elearn.message(elearn.t("elsewhere", page.title));
      }
    });
    window.addEventListener("popstate", function (event) {
      var id = (event.state && event.state.page) || location.hash.slice(1);
      if (pages.find(id) && (!pages.current || pages.current.id !== id)) pages.show(id, {});
    });
    ["scroll", "resize"].forEach(function (name) {
      window.addEventListener(name, watchEnd, { passive: true });
    });
    document.addEventListener("visibilitychange", watchEnd);
  };
})(window.elearn);
