/* The pre-test: a few questions of each objective before the course. Lessons all of whose objectives are mastered count as
 * done. It is taken once, before the first attempt at the exam, is no attempt itself and gives no score; LMSs get its
 * answers as interactions that begin with `pretest_`.
 */
(function (elearn) {
  "use strict";
  var pretest = (elearn.pretest = {});
  var strip = null;

  function lessons() {
    return elearn.session.pages.filter(function (page) { return page.kind === "lesson"; });
  }

  function done(page) {
    return elearn.session.state.pages[page.id];
  }

  /** Whether it can be taken, or gone on with: in courses of one SCO, until it was handed in or the exam was begun. */
  pretest.open = function () {
    var session = elearn.session;
    var paper = session.state.exam;
    return session.credit && elearn.course.units === 1 && !session.state.pretested && !session.state.attempts &&
      (!paper || paper.pre === true) && !lessons().every(done);
  };

  /** Questions for each objective of the exam. */
  pretest.wanted = function (exam) {
    var wanted = {};
    exam.questions.forEach(function (question) {
      if (question.objective && (exam.draw[question.objective] || !Object.keys(exam.draw).length)) {
        wanted[question.objective] = exam.pretest;
      }
    });
    return wanted;
  };

  function questions(exam) {
    var wanted = pretest.wanted(exam);
    return Object.keys(wanted).reduce(function (sum, objective) {
      var pool = exam.questions.filter(function (question) { return question.objective === objective; });
      return sum + Math.min(wanted[objective], pool.length);
    }, 0);
  }

  /** Say what it is, on the exam's page; `act` begins it or goes on. */
  pretest.offer = function (box, exam, act) {
    var begun = elearn.session.state.exam;
    box.appendChild(elearn.el("section.pretest", {},
      elearn.el("h2", {}, elearn.t("pretest_title")),
      elearn.el("p", {}, elearn.t("pretest_about", questions(exam))),
      elearn.el("button.second", { type: "button", click: act }, elearn.t(begun ? "pretest_continue" : "pretest_start"))));
  };

  /** Draw the consequences: `sums` are points by objective, `outcomes` shows them. */
  pretest.count = function (box, sums, outcomes) {
    var session = elearn.session;
    var mastered = Object.keys(sums).filter(function (name) {
      return sums[name].got / sums[name].most >= session.passMark - 1e-9;
    });
    var skipped = lessons().filter(function (page) {
      return !page.scenario && !done(page) && page.objectives.length && page.objectives.every(function (name) {
        return mastered.indexOf(name) >= 0;
      });
    });
    session.state.pretested = true;
    skipped.forEach(function (page) { session.pageDone(page.id); });
    session.change(true);
    show(box, skipped, outcomes);
  };

  function show(box, skipped, outcomes) {
    var first = lessons().filter(function (page) { return !done(page); })[0];
    var names = elearn.el("ul", {});
    skipped.forEach(function (page) { names.appendChild(elearn.el("li", {}, page.title)); });
    box.appendChild(elearn.el("div.result" + (skipped.length ? ".is-right" : ""), {},
      elearn.el("h2", {}, skipped.length ? elearn.t("pretest_done", skipped.length) : elearn.t("pretest_none")),
      skipped.length ? names : null));
    box.appendChild(outcomes);
    if (first) {
      box.appendChild(elearn.el("div.steps-row", {}, elearn.el("button.main", {
        type: "button",
        click: function () { elearn.pages.show(first.id, { push: true }); }
      }, elearn.t("pretest_go"))));
    }
  }

  /** On the first page of a learner who has done nothing yet, point to it. */
  elearn.pages.enhance(function (article, page) {
    var state = elearn.session.state;
    if (strip) strip.parentNode.removeChild(strip);
    strip = null;
    if (page.kind !== "lesson" || !pretest.open() || Object.keys(state.pages).length || Object.keys(state.answers).length) return;
    var exam = elearn.session.pages.filter(function (one) { return one.kind === "exam"; })[0];
    var place = document.querySelector("body > main");
    strip = elearn.el("section.strip.pretest-offer", { "aria-labelledby": "pretest-offer" },
      elearn.el("h2", { id: "pretest-offer" }, elearn.t("pretest_title")),
      elearn.el("p", {}, elearn.t("pretest_hint")),
      elearn.el("button.second", {
        type: "button",
        click: function () { elearn.pages.show(exam.id, { push: true }); }
      }, elearn.t(state.exam ? "pretest_continue" : "pretest_start")));
    place.parentNode.insertBefore(strip, place);
  });
})(window.elearn);
